"""Data notes: rows reconciled, and months that are not as they were reported."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reportgen.formatting import Voice
from reportgen.model.edition import EditionKind
from reportgen.model.findings import Analysis, Findings
from reportgen.model.material import Material, SourceState
from reportgen.model.observations import FileRead
from reportgen.model.period import Month, Period
from reportgen.model.restated import ChangedRows, Restated, RestatedFigure, RowChange
from reportgen.model.wording import built_in
from reportgen.narrative.restated import restated_notes
from reportgen.narrative.rows import rows_note
from tests.shop import shop

VOICE = Voice(built_in(), "GBP", "minus")
READ = FileRead("web.csv", "", None, "utf-8", 120, 100, 5, 0)


def source(**excluded: int) -> SourceState:
    return SourceState("web", "csv", date(2026, 11, 1), (READ,), "", excluded=excluded)


def material(restated: Restated | None = None, *sources: SourceState) -> Material:
    return Material(
        config=shop(),
        period=Period.month(Month(2026, 10)),
        analysis=Analysis((), Findings(), ()),
        sources=sources,
        edition=EditionKind.DRAFT,
        revision=None,
        restated=restated or Restated(),
    )


def test_rows_read_are_rows_used_and_rows_left_by_reason() -> None:
    note = rows_note(material(None, source(superseded=14, elsewhere=1)), VOICE)
    assert note.en == (
        "WEB: 120 rows read, 100 used (not used: 5 totals rows, which check the others,"
        " 14 replaced by a later export, 1 others)"
    )
    assert note.ja == (
        "WEB：120行を読み100行を使用（使わない行：照合に使う合計行5行、"
        "あとの書き出しに置き換わった14行、その他1行）"
    )


def test_each_source_has_a_line_of_its_own() -> None:
    other = replace(source(), name="shop")
    note = rows_note(material(None, source(), other), VOICE)
    assert [line.partition(":")[0] for line in (note.en or "").split("\n")] == ["WEB", "SHOP"]


def test_a_source_used_whole_has_nothing_to_reconcile() -> None:
    whole = replace(source(), files=(replace(READ, rows_read=100, rows_totals=0),))
    assert rows_note(material(None, whole), VOICE).is_empty


@pytest.mark.parametrize(
    ("change", "en", "ja"),
    [
        (
            RowChange.GONE,
            "WEB: records counted in a month reported before that are no longer in the data: 2"
            " (id: A, B).",
            "WEB：ご報告済みの月に数えた2件が、いまのデータにありません（ID：A、B）。",
        ),
        (
            RowChange.REOPENED,
            "WEB: records counted as won that are no longer won: 2 (id: A, B).",
            "WEB：受注として数えた2件が、いまは受注ではありません（ID：A、B）。",
        ),
        (
            RowChange.UNCOUNTED,
            "WEB: records counted in a month reported before that count no more: 2 (id: A, B).",
            "WEB：ご報告済みの月に数えた2件が、状態が変わり、いまは数えません（ID：A、B）。",
        ),
        (
            RowChange.REDATED,
            "WEB: records counted in a month reported before whose date has changed: 2 (id: A, B).",
            "WEB：ご報告済みの月に数えた2件の日付が変わりました（ID：A、B）。",
        ),
        (
            RowChange.REVALUED,
            "WEB: records counted in a month reported before whose amount has changed: 2"
            " (id: A, B).",
            "WEB：ご報告済みの月に数えた2件の金額などが変わりました（ID：A、B）。",
        ),
        (
            RowChange.LATE,
            "WEB: records added since with a date in a month reported before: 2 (id: A, B).",
            "WEB：ご報告のあとで、過去の月の日付で2件が加わりました（ID：A、B）。",
        ),
    ],
    ids=lambda one: str(one)[:12],
)
def test_every_change_of_a_row_is_said_in_both_languages(
    change: RowChange, en: str, ja: str
) -> None:
    (note,) = restated_notes(
        material(Restated(rows=(ChangedRows("web", change, ("A", "B")),))), VOICE
    )
    assert (note.saying.en, note.saying.ja) == (en, ja)


def test_of_many_ids_and_figures_some_are_named_and_the_rest_counted() -> None:
    ids = tuple(f"D{number}" for number in range(1, 15))
    figures = tuple(
        RestatedFigure("revenue", Month(2026, 9).plus(-back), 1000.0, 900.0) for back in range(10)
    )
    rows, moved = restated_notes(
        material(Restated(figures, (ChangedRows("web", RowChange.GONE, ids),))), VOICE
    )
    assert rows.saying.en is not None
    assert rows.saying.en.endswith("14 (id: D1, D2, D3, D4, D5, D6, D7, D8, D9, D10, 4 more).")
    assert moved.saying.en is not None
    assert "revenue (September 2026): £1,000 → £900" in moved.saying.en
    assert ", 2 more. This report uses the new ones." in moved.saying.en


def test_a_figure_the_source_no_longer_gives_is_a_hole() -> None:
    figures = (RestatedFigure("orders", Month(2026, 9), 12.0, None),)
    (note,) = restated_notes(material(Restated(figures)), VOICE)
    assert note.saying.ja is not None
    assert "orders（2026年9月）12→—" in note.saying.ja
