"""Dropped exports: to the one client whose they are, or left with the reason."""

import os
import unicodedata
from pathlib import Path

import pytest

from reportgen.connectors.inbox.moving import move
from reportgen.connectors.inbox.routing import Home, route
from tests.shop import shop

YAHOO = (
    "アカウントID,アカウント名,キャンペーン名,日,インプレッション数,クリック数,コスト,コンバージョン数\n"
    "1002-345,みなと,指名,2026/10/01,100,10,1200,1\n"
    "Total,--,--,--,100,10,1200,1\n"
)
GA4 = (
    "# ---\n# Free form\n# Account: Harrow\n# Property: Harrow shop\n# ---\n"
    "# Start date: 20261001\n# End date: 20261031\nDate,Sessions\n20261001,120\n20261031,80\n"
)
DEALS = "id,amount,won\n1,100,2026-10-02\n"


def client(id, **sources):
    return shop({"client": {"id": id}}).model_copy(update={"sources": _sources(id, sources)})


def _sources(id, sources):
    return shop({"client": {"id": id}, "sources": sources}).sources


def dropped(root, **files):
    (root / "inbox").mkdir(exist_ok=True)
    for name, text in files.items():
        (root / "inbox" / name.replace("__", ".")).write_text(text, encoding="utf-8")


def routed(root, *clients):
    return route(root, {one.client.id: one for one in clients})


CRM = {"type": "csv", "path": "data/minato/crm_{month}.csv"}


def test_an_export_goes_to_the_client_with_its_account_whatever_it_is_called(tmp_path):
    dropped(tmp_path, レポート__csv=YAHOO)
    ads = {"type": "yahoo_ads", "path": "data/minato/yahoo_{month}.csv", "account": "1002345"}
    other = ads | {"path": "data/harrow/yahoo_{month}.csv", "account": "999"}
    (one,) = routed(tmp_path, client("minato", ads=ads), client("harrow", ads=other))
    assert (one.home, one.place) == (Home("minato", "ads"), "data/minato/yahoo_2026-10.csv")


def test_a_ga4_export_is_known_by_its_property(tmp_path):
    dropped(tmp_path, download__csv=GA4)
    web = {"type": "ga4_export", "path": "data/ga4_{month}.csv", "account": "harrow SHOP"}
    (one,) = routed(tmp_path, client("harrow", web=web))
    assert one.place == "data/ga4_2026-10.csv"


def test_an_export_that_names_nobody_is_known_by_its_name(tmp_path):
    dropped(tmp_path, CRM_2026_10__csv=DEALS)
    (tmp_path / "inbox/CRM_2026_10.csv").rename(tmp_path / "inbox/CRM_2026-10.CSV")
    (one,) = routed(tmp_path, client("minato", crm=CRM))
    assert one.place == "data/minato/crm_2026-10.csv"


def test_letters_taken_apart_by_the_system_are_the_same_letters(tmp_path):
    dropped(tmp_path)
    name = unicodedata.normalize("NFD", "ガス_2026-10.csv")
    (tmp_path / "inbox" / name).write_text(DEALS)
    crm = {"type": "csv", "path": "data/ガス_{month}.csv"}
    (one,) = routed(tmp_path, client("minato", crm=crm))
    assert one.place == "data/ガス_2026-10.csv"


def test_a_file_of_another_account_is_not_taken_for_ours_because_of_its_name(tmp_path):
    dropped(tmp_path, ads__csv=YAHOO)
    ads = {"type": "yahoo_ads", "path": "data/ads.csv", "account": "999"}
    (one,) = routed(tmp_path, client("minato", ads=ads))
    assert one.place is None
    assert one.why == "it is nobody's: it is read as yahoo_ads, and names 1002345, みなと"


def test_a_file_that_fits_two_clients_is_left(tmp_path):
    dropped(tmp_path, x__csv=DEALS)
    (tmp_path / "inbox/x.csv").rename(tmp_path / "inbox/crm_2026-10.csv")
    (one,) = routed(
        tmp_path,
        client("minato", crm=CRM),
        client("harrow", crm=CRM | {"path": "data/harrow/crm_{month}.csv"}),
    )
    assert one.place is None
    assert one.why == "it fits minato.crm and harrow.crm"


def test_a_path_that_does_not_tell_the_place_leaves_the_file(tmp_path):
    both = GA4.replace("20261001,", "20260901,").replace(
        "Start date: 20261001", "Start date: 20260901"
    )
    dropped(tmp_path, download__csv=both)
    web = {"type": "ga4_export", "path": "data/ga4_{month}.csv", "account": "Harrow"}
    (one,) = routed(tmp_path, client("harrow", web=web))
    assert one.place is None
    assert "does not tell where it goes" in one.why


def test_what_stands_in_its_place_stays(tmp_path):
    dropped(tmp_path, crm__csv=DEALS)
    (one,) = routed(tmp_path, client("minato", crm={"type": "csv", "path": "inbox/crm.csv"}))
    assert one.place == one.file == "inbox/crm.csv"


@pytest.mark.parametrize("name", [".hidden.csv", "~$book.xlsx", "crm.csv.part", "a.crdownload"])
def test_unfinished_and_hidden_files_are_not_looked_at(tmp_path, name):
    dropped(tmp_path)
    (tmp_path / "inbox" / name).write_text(DEALS)
    assert routed(tmp_path, client("minato", crm=CRM)) == ()


def test_links_pipes_and_what_cannot_be_read_are_left_with_the_reason(tmp_path):
    dropped(tmp_path, empty__csv="")
    (tmp_path / "inbox/link.csv").symlink_to("/etc/hostname")
    os.mkfifo(tmp_path / "inbox/pipe.csv")
    (tmp_path / "inbox/nul.csv").write_bytes(b"a,b\n\0\0,1\n")
    left = {Path(one.file).name: one.why for one in routed(tmp_path, client("minato", crm=CRM))}
    assert left["link.csv"] == left["pipe.csv"] == "it is no regular file"
    assert left["empty.csv"] == "it cannot be read: the file is empty"
    assert left["nul.csv"].startswith("it cannot be read: ")


def test_folders_are_left_alone(tmp_path):
    dropped(tmp_path)
    (tmp_path / "inbox/2026").mkdir()
    assert routed(tmp_path, client("minato", crm=CRM)) == ()


def moved(root, text, before=None):
    dropped(root, x__csv=text)
    (root / "inbox/x.csv").rename(root / "inbox/crm_2026-10.csv")
    target = root / "data/minato/crm_2026-10.csv"
    if before is not None:
        target.parent.mkdir(parents=True)
        target.write_text(before)
    (one,) = routed(root, client("minato", crm=CRM))
    said = move(root, one).said
    assert list((root / "inbox").iterdir()) == []
    assert target.read_text() == text
    return said


def test_a_file_is_moved_to_its_place(tmp_path):
    assert moved(tmp_path, DEALS) == "moved to data/minato/crm_2026-10.csv"


def test_the_same_file_once_more_is_put_away(tmp_path):
    assert "is the same file" in moved(tmp_path, DEALS, DEALS)


def test_a_corrected_delivery_takes_the_place_and_the_earlier_one_is_kept(tmp_path):
    said = moved(tmp_path, DEALS, "id,amount,won\n")
    (kept,) = (tmp_path / ".reportgen/replaced/minato").iterdir()
    assert kept.read_text() == "id,amount,won\n"
    assert kept.relative_to(tmp_path).as_posix() in said
