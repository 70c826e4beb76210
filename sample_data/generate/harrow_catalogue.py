"""What Harrow & Finch sells, and to whom: invented goods, names and addresses."""

from __future__ import annotations

from typing import NamedTuple


class Product(NamedTuple):
    """One article; the price of 2026 in pence."""

    name: str
    sku: str
    price: int


PRODUCTS = (
    Product("Linen Napkins, set of 4", "LIN-NAP-4", 1900),
    Product("Beeswax Candle - Tall", "CAN-BEE-T", 1400),
    Product("Stoneware Mug - Moss", "MUG-STO-M", 1600),
    Product("Tea Towel - Harvest", "TOW-HAR", 1200),
    Product("Oak Serving Board - Small", "OAK-BRD-S", 2800),
    Product("Stoneware Bowl - Chalk", "BWL-STO-C", 2200),
    Product("Cotton Apron - Ink", "APR-INK", 3200),
    Product("Glass Carafe, 1 litre", "GLS-CAR-1", 3600),
    Product("Wool Cushion - Heather", "CUS-HEA", 4200),
    Product("Oak Serving Board - Large", "OAK-BRD-L", 4800),
    Product("Brass Hooks, set of 3", "BRS-HOK-3", 3900),
    Product("Stoneware Teapot - Moss", "TEA-STO-M", 5400),
    Product("Linen Tablecloth - Flax", "LIN-TAB-F", 6800),
    Product("Wool Throw - Heather", "THR-HEA", 7900),
    Product("Oak Stool", "OAK-STL", 9800),
    Product('Enamel Pot, 24 cm / 9.5"', "POT-ENA-24", 7200),
)

# fmt: off
FIRST_NAMES = (
    "Ada", "Bryn", "Cora", "Della", "Edwin", "Fern", "Gwen", "Hester",
    "Idris", "Jonah", "Kit", "Lorna", "Mabel", "Nell", "Orla", "Perran",
    "Quill", "Rowan", "Sorrel", "Tamsin", "Una", "Vesper", "Wilf", "Yarrow",
)
LAST_NAMES = (
    "Ashdown", "Birtle", "Coldwell", "Dunmere", "Eastlake", "Farrowby", "Greyling", "Hollin",
    "Inkpen", "Jessop-Vale", "Kestrel", "Larkham", "Merrow", "Nightgale", "O'Thorne", "Pellow",
    "Quarrie", "Rushmere", "Saltby", "Thistlewood",
)
# fmt: on
STREETS = ("Mill Lane", "Orchard Row", "Station Road", "Weir Street", "Kiln Close", "High Street")
TOWNS = (
    ("Ambleworth", "QA1", "Kentshire"),
    ("Brackenford", "QB4", "Northmere"),
    ("Copperley", "QC2", "Wessmoor"),
    ("Dunlow Bay", "QD9", "Wessmoor"),
    ("Eskerton", "QE7", "Northmere"),
    ("Fallowgate", "QF3", "Kentshire"),
)
NOTES = (
    "Please leave with the neighbour, No. 14",
    "Gift, no receipt please.\nCard: Happy birthday, with love",
    "Bell is broken, please knock",
    'Second delivery, the "moss" one came chipped\nCall before you come',
)
TAGS = ("gift", "repeat", "gift, repeat", "trade, ask Priya")
DISCOUNT_CODES = ("WELCOME10", "TABLE10", "LETTER10")
