"""Minato Seiki month by month: what every export of this client must add up to."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sample_data.generate.months import Month


class MinatoMonth(NamedTuple):
    """One month of the client's figures; averages in units of 10,000 yen, media cost in yen."""

    name: str
    sessions: int
    form_views: int
    requests: int
    meetings: int
    won: int
    average_contract: int
    paid_requests: int
    media_cost: int

    @property
    def month(self) -> Month:
        """The month itself."""
        return Month.parse(self.name)


STORY = (
    MinatoMonth("2022-10", 2850, 142, 64, 14, 2, 126, 11, 349_800),
    MinatoMonth("2022-11", 2980, 148, 66, 13, 2, 128, 10, 308_000),
    MinatoMonth("2022-12", 2530, 128, 57, 14, 3, 124, 10, 334_000),
    MinatoMonth("2023-01", 2940, 147, 67, 10, 3, 125, 11, 331_100),
    MinatoMonth("2023-02", 2960, 144, 65, 12, 2, 127, 11, 364_100),
    MinatoMonth("2023-03", 2980, 149, 68, 13, 3, 128, 11, 342_100),
    MinatoMonth("2023-04", 2420, 124, 58, 14, 3, 129, 9, 279_000),
    MinatoMonth("2023-05", 3020, 145, 66, 12, 3, 128, 11, 347_600),
    MinatoMonth("2023-06", 3550, 180, 84, 11, 2, 127, 15, 480_000),
    MinatoMonth("2023-07", 3390, 167, 78, 15, 2, 129, 13, 406_900),
    MinatoMonth("2023-08", 4150, 203, 92, 17, 4, 130, 14, 438_200),
    MinatoMonth("2023-09", 3900, 187, 85, 19, 4, 128, 14, 450_800),
    MinatoMonth("2023-10", 2780, 140, 64, 16, 5, 130, 10, 322_000),
    MinatoMonth("2023-11", 3060, 149, 68, 14, 4, 132, 11, 374_000),
    MinatoMonth("2023-12", 3150, 155, 71, 15, 2, 131, 11, 379_500),
    MinatoMonth("2024-01", 4210, 205, 94, 15, 2, 130, 15, 466_500),
    MinatoMonth("2024-02", 4510, 225, 103, 18, 2, 132, 16, 521_600),
    MinatoMonth("2024-03", 4340, 215, 102, 21, 5, 133, 16, 504_000),
    MinatoMonth("2024-04", 3830, 194, 92, 19, 5, 130, 15, 519_000),
    MinatoMonth("2024-05", 3380, 173, 80, 20, 5, 132, 13, 409_500),
    MinatoMonth("2024-06", 4240, 217, 100, 15, 4, 133, 16, 548_800),
    MinatoMonth("2024-07", 4610, 225, 106, 19, 3, 134, 16, 513_600),
    MinatoMonth("2024-08", 3960, 201, 95, 22, 5, 132, 16, 513_600),
    MinatoMonth("2024-09", 4120, 201, 93, 19, 5, 131, 14, 459_200),
    MinatoMonth("2024-10", 4560, 220, 104, 18, 4, 135, 17, 578_000),
    MinatoMonth("2024-11", 4250, 212, 101, 20, 4, 132, 15, 526_500),
    MinatoMonth("2024-12", 4830, 247, 118, 19, 5, 135, 19, 655_500),
    MinatoMonth("2025-01", 5130, 263, 124, 22, 4, 135, 20, 704_000),
    MinatoMonth("2025-02", 5170, 260, 125, 26, 6, 137, 19, 653_600),
    MinatoMonth("2025-03", 4190, 213, 103, 25, 6, 137, 17, 579_700),
    MinatoMonth("2025-04", 4460, 219, 105, 21, 6, 136, 16, 458_667),
    MinatoMonth("2025-05", 4760, 242, 118, 22, 4, 135, 19, 543_083),
    MinatoMonth("2025-06", 5110, 259, 124, 22, 4, 137, 19, 544_667),
    MinatoMonth("2025-07", 5410, 263, 126, 26, 5, 136, 20, 595_000),
    MinatoMonth("2025-08", 5140, 246, 117, 25, 6, 138, 18, 495_000),
    MinatoMonth("2025-09", 5230, 262, 128, 23, 6, 139, 20, 581_667),
    MinatoMonth("2025-10", 5200, 260, 118, 24, 5, 138, 19, 539_917),
    MinatoMonth("2025-11", 5250, 268, 131, 25, 6, 136, 20, 580_000),
    MinatoMonth("2025-12", 5940, 287, 138, 27, 4, 140, 22, 658_167),
    MinatoMonth("2026-01", 6080, 311, 152, 27, 6, 139, 23, 659_333),
    MinatoMonth("2026-02", 6040, 293, 141, 31, 7, 141, 22, 636_167),
    MinatoMonth("2026-03", 6410, 325, 157, 30, 8, 140, 24, 664_000),
    MinatoMonth("2026-04", 5580, 284, 136, 31, 7, 142, 21, 614_250),
    MinatoMonth("2026-05", 6310, 319, 155, 26, 8, 141, 23, 667_000),
    MinatoMonth("2026-06", 6920, 351, 169, 31, 6, 143, 25, 693_750),
    MinatoMonth("2026-07", 7130, 352, 171, 33, 8, 142, 27, 803_250),
    MinatoMonth("2026-08", 7210, 351, 171, 35, 9, 144, 26, 842_833),
    MinatoMonth("2026-09", 8050, 330, 166, 35, 9, 146, 25, 864_583),
    MinatoMonth("2026-10", 8640, 324, 168, 36, 9, 148, 26, 931_667),
)
"""Requests lead: a change in a month is followed by the same change in won deals two months on."""

CHANNELS = ("Direct", "Organic Search", "Paid Search", "Referral", "Email")

USUAL_MIX = (0.250, 0.455, 0.170, 0.075, 0.050)
"""Each channel's usual share of sessions."""

USUAL_RATE = (9.0, 3.0, 4.0, 5.6, 5.6)
"""Form views in 100 sessions of each channel, before the header changed."""

CHANGED_MIX = (0.238, 0.490, 0.158, 0.067, 0.047)
CHANGED_RATE = (7.2, 2.5, 4.0, 5.4, 5.4)
"""September 2026: the header changed on the 18th, and new articles brought more visits."""

OCTOBER_SESSIONS = (1960, 4500, 1280, 540, 360)
OCTOBER_FORM_VIEWS = (126, 99, 51, 27, 21)
"""October 2026, the month of the report."""

TAG_STOPPED = (date(2026, 10, 12), date(2026, 10, 13), date(2026, 10, 14))
"""Days without any analytics record; the month's sessions and form views fell on the others."""
