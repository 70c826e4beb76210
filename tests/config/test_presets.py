from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from reportgen.config import Loaded, Workspace, load_client
from reportgen.config.starting.answers import Answers, answers
from reportgen.config.starting.client import NewFile, add_client, files_of_new_client
from reportgen.config.starting.presets import PRESETS, Preset
from reportgen.errors import UsageFailed
from reportgen.model.formula import evaluate, parse
from reportgen.model.period import Month
from reportgen.model.quantity import Measured

OCTOBER = Month(2026, 10)
AGENCY = "schema: reportgen/agency@1\nagency: {name: Aobasha}\n"

every_preset = pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
every_language = pytest.mark.parametrize("language", ["ja", "en", "ja,en"])


def known(preset: str, **given: str) -> Answers:
    """What is known of the client acme where these answers were given."""
    return answers("acme", {"preset": preset, **given}, OCTOBER, lambda _, usual, __: usual)


def files(preset: str, **given: str) -> dict[str, str]:
    """The text of each file by its path."""
    return {file.path: file.text for file in files_of_new_client(known(preset, **given))}


def loaded(root: Path, preset: str, **given: str) -> Loaded:
    """The client as it is read once its files are written."""
    (root / "configs").mkdir(parents=True)
    (root / "configs/agency.yml").write_text(AGENCY, encoding="utf-8")
    add_client(root, "acme", files_of_new_client(known(preset, **given)))
    return load_client(Workspace(root, ("acme",)), "acme")


@every_preset
@every_language
def test_a_preset_is_valid_at_once_and_only_its_questions_are_open(
    tmp_path: Path, preset: Preset, language: str
) -> None:
    client = loaded(tmp_path, preset.name, language=language)
    assert client.config is not None
    assert [problem.code for problem in client.problems] == ["RG134"]


@every_preset
def test_without_its_questions_a_preset_has_no_problem_at_all(
    tmp_path: Path, preset: Preset
) -> None:
    without = tuple(
        NewFile(path, re.sub(r" *# ASK:.*", "", text)) for path, text in files(preset.name).items()
    )
    (tmp_path / "configs").mkdir()
    (tmp_path / "configs/agency.yml").write_text(AGENCY, encoding="utf-8")
    add_client(tmp_path, "acme", without)
    assert load_client(Workspace(tmp_path, ("acme",)), "acme").problems == ()


@every_preset
def test_behind_every_invented_figure_stands_a_question(preset: Preset) -> None:
    lines = preset.client_file.split("phases:  # ASK:")[0].splitlines()
    invented = re.compile(r"\$(price|amount|count)\(|value: [\d.]+%?,|formula:.* \d|who:|what:")
    unasked = [line for line in lines if invented.search(line) and "# ASK: " not in line]
    assert unasked == []


@every_preset
def test_every_comment_is_written_in_both_languages(preset: Preset) -> None:
    lines = preset.client_file.splitlines()[1:] + preset.typed.splitlines()
    comments = [line.partition("# ")[2] for line in lines if "#" in line]
    assert comments
    assert [one for one in comments if len(one.split(" | ")) != 2] == []


@every_preset
def test_comments_stand_in_the_clients_first_language(preset: Preset) -> None:
    comments = {
        language: [
            line.partition("# ")[2]
            for line in files(preset.name, language=language)["client.yml"].splitlines()[1:]
            if "# " in line
        ]
        for language in ("ja", "en", "en,ja")
    }
    assert all(not one.isascii() for one in comments["ja"])
    assert all(one.isascii() for one in comments["en"])
    assert comments["en,ja"] == comments["en"]


@every_preset
def test_a_client_of_one_language_has_its_words_alone(preset: Preset) -> None:
    of_both = files(preset.name, language="ja,en")["client.yml"]
    english = files(preset.name, language="en")["client.yml"]
    japanese = files(preset.name, language="ja")["client.yml"]
    assert of_both.count("{ja: ") > 30
    assert english.isascii()
    assert not re.search(r"\bja:|\ben:|counter:", english)
    assert not re.search(r"\bja:|\ben:", japanese)
    assert english.count("name:") == japanese.count("name:") == of_both.count("name:")


@pytest.mark.parametrize(
    ("preset", "japanese", "english"),
    [
        ("store", "オーナー 様", "To the Owner"),
        ("clinic", "院長 様", "To the Director"),
        ("b2b", "代表取締役社長 様", "To the Managing Director"),
        ("recruit", "人事責任者 様", "To the Head of People"),
    ],
)
def test_a_report_is_addressed_as_fits_the_kind_of_business(
    preset: str, japanese: str, english: str
) -> None:
    for language, words in (("ja", japanese), ("en", english)):
        text = files(preset, language=language)["client.yml"]
        assert f"  addressee: {words}  # ASK: " in text


@every_preset
def test_the_examples_of_a_tree_multiply_to_its_goal(tmp_path: Path, preset: Preset) -> None:
    client = loaded(tmp_path, preset.name)
    assert client.config is not None
    for node in client.config.tree.walk():
        kpi = client.config.kpis[node.id]
        below = {child.id: client.config.kpis[child.id].target for child in node.children}
        if kpi.target is None or kpi.target.value is None or kpi.formula is None:
            continue
        if not any(re.search(rf"\b{id}\b", kpi.formula) for id in below):
            continue

        def target_of(name: str) -> Measured:
            target = client.config.kpis[name].target if client.config else None
            return Measured(target.value.value if target and target.value else None)

        assert evaluate(parse(kpi.formula), target_of).value == pytest.approx(
            kpi.target.value.value
        ), node.id


def test_given_answers_are_what_stands_in_the_file() -> None:
    text = files(
        "ec",
        name='株式会社「みほん」 & "Co" # 1 $id',
        language="ja,en",
        currency="USD",
        timezone="America/New_York",
        holidays="US",
        fiscal_year_starts="7",
        target="45_000",
        by="2027-06",
    )["client.yml"]
    client = yaml.safe_load(text)["client"]
    assert client["id"] == "acme"
    assert client["name"] == '株式会社「みほん」 & "Co" # 1 $id'
    assert client["language"] == ["ja", "en"]
    assert (client["currency"], client["timezone"]) == ("USD", "America/New_York")
    assert (client["holidays"], client["fiscal_year_starts"]) == ("US", 7)
    assert "\n    target: {value: 45_000, by: 2027-06}\n" in text


def test_an_answer_that_was_given_is_not_asked_again() -> None:
    asked = files("ec", language="en")["client.yml"]
    assert '  name: "acme"  # ASK: What is the company\'s full name?\n' in asked
    assert "  currency: GBP  # ASK: In which currency are results counted?\n" in asked
    given = files("ec", language="en", name="Acme Ltd", currency="GBP")["client.yml"]
    assert '  name: "Acme Ltd"\n' in given
    assert "  currency: GBP\n" in given
    assert "fiscal_year_starts: 1  # ASK:" in given


def test_half_an_answer_leaves_the_question() -> None:
    assert (
        "target: {value: 9_000_000, by: 2027-03}  # ASK:"
        in (files("ec", target="9_000_000")["client.yml"])
    )


def test_a_larger_goal_makes_larger_numbers_and_leaves_prices_and_rates() -> None:
    usual, larger = (files("ec", target=one)["client.yml"] for one in ("6_000_000", "15_000_000"))
    assert "target: {value: 60_000," in usual
    assert "target: {value: 150_000," in larger
    for text in (usual, larger):
        assert "target: {value: 8_000," in text
        assert "target: {value: 1.25%," in text


def test_examples_are_money_of_the_clients_currency() -> None:
    text = files("ec", language="en")["client.yml"]
    assert "target: {value: 30_000, by: 2027-12}" in text
    assert "target: {value: 40, by: 2027-12}" in text
    assert "target: {value: 60_000, by: 2027-12}" in text


def test_a_small_goal_still_wants_one_of_each() -> None:
    assert "target: {value: 1, by: 2027-03}" in files("b2b", target="100_000")["client.yml"]


def test_the_phases_fill_the_time_to_the_goal() -> None:
    phases = yaml.safe_load(files("ec", by="2027-08")["client.yml"])["phases"]
    assert [(one["from"], one["to"]) for one in phases] == [
        ("2026-10", "2026-12"),
        ("2027-01", "2027-04"),
        ("2027-05", "2027-08"),
    ]


def test_japanese_clients_have_the_calendar_of_japan_others_that_of_britain() -> None:
    japanese, british = known("ec", language="ja,en"), known("ec", language="en")
    assert (japanese.currency, japanese.timezone, japanese.holidays) == (
        "JPY",
        "Asia/Tokyo",
        "JP",
    )
    assert (japanese.fiscal_year_starts, japanese.by) == (4, Month(2027, 3))
    assert (british.currency, british.timezone, british.holidays) == ("GBP", "Europe/London", "GB")
    assert (british.fiscal_year_starts, british.by) == (1, Month(2027, 12))


def test_holidays_that_nobody_knows_are_left_out() -> None:
    assert "holidays" not in files("ec", timezone="Asia/Seoul")["client.yml"]


@every_preset
def test_figures_typed_by_hand_are_in_the_notes_of_the_first_month(preset: Preset) -> None:
    notes = files(preset.name)["notes/2026-10.yml"]
    assert ("manual:" in notes) == bool(preset.typed)
    assert ("# ASK: " in notes) == bool(preset.typed)
    manual = "type: manual" in files(preset.name)["client.yml"]
    assert manual == bool(preset.typed)


@every_preset
def test_every_file_begins_with_the_schema_editors_check_it_with(preset: Preset) -> None:
    for path, text in files(preset.name).items():
        kind = "notes" if path.startswith("notes/") else path.removesuffix(".yml")
        up = "../" * (3 if kind == "notes" else 2)
        assert text.startswith(
            f"# yaml-language-server: $schema={up}.reportgen/schema/{kind}.schema.json\n"
        )


@pytest.mark.parametrize(
    ("question", "words", "said"),
    [
        ("preset", "sass", "there is no preset 'sass'"),
        ("name", "  ", "is not a name"),
        ("name", "a\u200b\ufeffb", "is not a name"),
        ("language", "jp", "'jp' is not a language"),
        ("language", "ja,ja", "'ja,ja' is not a language"),
        ("currency", "yen", "'yen' is not a currency"),
        ("timezone", "JST", "'JST' is not a time zone"),
        ("fiscal_year_starts", "13", "'13' is not a month of the year"),
        ("fiscal_year_starts", "April", "'April' is not a month of the year"),
        ("target", "5%", "'5%' cannot be the goal of a month"),
        ("target", "-1", "'-1' cannot be the goal of a month"),
        ("target", "1,000", "'1,000' is not a number"),
        ("by", "2026-11", "a goal by 2026-11 leaves no room for 3 phases from 2026-10 on"),
        ("by", "next year", "'next year' is not a month"),
    ],
)
def test_an_answer_that_cannot_be_read_is_refused_with_a_hint(
    question: str, words: str, said: str
) -> None:
    given = {"preset": "ec", question: words}
    with pytest.raises(UsageFailed, match=re.escape(said)) as refused:
        answers("acme", given, OCTOBER, lambda _, usual, __: usual)
    assert refused.value.hint


def test_a_target_keeps_all_its_digits() -> None:
    assert known("ec", target="12_345_678.9").target == Decimal("12345678.9")
    assert "value: 12_345_678.9, by:" in files("ec", target="12_345_678.9")["client.yml"]
