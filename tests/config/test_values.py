from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.catalogue import DIMENSIONS, METRICS, RENAMED, Adding, metric_named
from reportgen.model.config import FieldError, Number, read_number, read_text
from reportgen.model.config.fields import read_languages
from reportgen.model.dialects.analytics import GA4_COLUMNS


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12_000_000", Number(12_000_000.0)),
        ("-0.5", Number(-0.5)),
        ("+7", Number(7.0)),
        ("25%", Number(0.25, is_percent=True)),
        ("4.5%", Number(0.045, is_percent=True)),
        ("0.1%", Number(0.001, is_percent=True)),
    ],
)
def test_a_number_is_ascii_digits(written: str, number: Number) -> None:
    assert read_number(written) == number


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("12,000,000", "write 12_000_000 "),
        ("¥1,234", "write 1_234 "),
        ("￥１，２３４", "write 1_234 "),
        ("$5", "write 5 "),
        ("1,234円", "write 1_234 "),
        ("25％", "write 25% "),
        ("２５％", "write 25% "),
        ("▲1,234", "write -1_234 "),
        ("△5", "write -5 "),
        ("(1,234)", "write -1_234 "),
        ("（1,234）", "write -1_234 "),
        ("−5", "write -5 "),
        ("120万", "write 1_200_000 "),
        ("1.2億", "write 120_000_000 "),
        ("3千円", "write 3_000 "),
        (".nan", "only finite numbers may stand here"),
        ("-.inf", "only finite numbers may stand here"),
        ("(1", "write a negative with `-`"),
        ("about ten", "write digits"),
        ("1e6", "write digits"),
        ("0x1F", "write digits"),
        ("1234567890123456", "write at most 15 significant digits"),
        ("", "write digits"),
    ],
)
def test_anything_else_says_what_to_write(written: str, instead: str) -> None:
    with pytest.raises(FieldError) as refused:
        read_number(written)
    assert refused.value.hint.startswith(instead)


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_says_what_to_write(written: str) -> None:
    try:
        read_number(written)
    except FieldError as refused:
        assert refused.hint


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9),
                   max_value=10**9))  # fmt: skip
def test_a_hinted_number_can_be_written(value: object) -> None:
    with pytest.raises(FieldError) as refused:
        read_number(f"¥{value}")
    hinted = refused.value.hint.removeprefix("write ").partition(" ")[0]
    assert read_number(hinted) == read_number(str(value))


def test_words_are_the_same_in_every_language_or_said_in_each() -> None:
    assert read_text("Acme").ja == read_text("Acme").en == "Acme"
    assert read_text({"ja": "甲", "en": None}).en is None
    with pytest.raises(FieldError, match="'fr' is not a language"):
        read_text({"fr": "x"})


def test_names_that_are_gone_lead_to_names_that_are_there() -> None:
    assert all(one.now in METRICS or one.now in DIMENSIONS for one in RENAMED.values())
    assert not set(RENAMED) & set(METRICS)


def test_the_parts_of_a_rate_are_metrics_themselves() -> None:
    rates = [one for one in METRICS.values() if one.parts]
    assert all(part in METRICS for one in rates for part in one.parts or ())
    assert all(one.adding is Adding.RATIO for one in rates)


def test_a_metric_may_speak_of_one_event() -> None:
    found = metric_named("keyEvents:generate_lead")
    assert found is not None and found.adding is Adding.ADDITIVE
    assert metric_named("sessions:generate_lead") is None
    assert metric_named("keyEvents:") is None


def test_what_exports_deliver_stands_in_the_catalogue() -> None:
    assert {column.name for column in GA4_COLUMNS} <= set(METRICS) | set(DIMENSIONS)
    never_summed = (one.name for one in GA4_COLUMNS if one.name in METRICS and not one.adds_up)
    assert Adding.ADDITIVE not in {METRICS[name].adding for name in never_summed}


def test_a_language_stands_once() -> None:
    assert read_languages("ja") == ("ja",)
    assert read_languages(["ja", "en"]) == ["ja", "en"]
    with pytest.raises(FieldError, match="a language stands here twice"):
        read_languages(["ja", "ja"])
