"""Secrets are found by their names, in an order that is told; their values are never shown."""

from __future__ import annotations

import pickle
import traceback
from pathlib import Path

import pytest

from reportgen.connectors.secrets import Lookup, look_up, look_up_google, read_dotenv
from reportgen.errors import Place
from tests.config.acme import write

CANARY = "sk-canary-0123456789"
GOOGLE_FILE = ".config/gcloud/application_default_credentials.json"


def google(root: Path, name: str = "", **environment: str) -> Lookup:
    return look_up_google(name, root, {"HOME": str(root / "home"), **environment})


def tried(lookup: Lookup) -> list[tuple[str, str]]:
    return [(one.place, one.outcome) for one in lookup.tried]


def test_the_environment_comes_before_the_file(tmp_path: Path) -> None:
    write(tmp_path, ".env", "REPORTGEN_SECRET__SLACK=from the file\n")
    found = look_up("slack", tmp_path, {"REPORTGEN_SECRET__SLACK": CANARY})
    assert found.value is not None and found.value.reveal() == CANARY
    assert found.found_in == "environment variable REPORTGEN_SECRET__SLACK"
    assert tried(found) == [("environment variable REPORTGEN_SECRET__SLACK", "found")]


def test_a_name_that_stands_nowhere_tells_every_place_in_order(tmp_path: Path) -> None:
    lookup = google(tmp_path, "ga4_acme")
    assert not lookup.is_found
    assert tried(lookup) == [
        ("environment variable REPORTGEN_SECRET__GA4_ACME", "not set"),
        ("REPORTGEN_SECRET__GA4_ACME in .env", "no such file"),
        ("environment variable GOOGLE_APPLICATION_CREDENTIALS", "not set"),
        (f"~/{GOOGLE_FILE}", "no such file"),
    ]


def test_a_chat_address_is_not_looked_for_at_google(tmp_path: Path) -> None:
    write(tmp_path, f"home/{GOOGLE_FILE}", "{}")
    lookup = look_up("slack", tmp_path, {"HOME": str(tmp_path / "home")})
    assert [place for place, _ in tried(lookup)] == [
        "environment variable REPORTGEN_SECRET__SLACK",
        "REPORTGEN_SECRET__SLACK in .env",
    ]


def test_an_empty_variable_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, ".env", f"REPORTGEN_SECRET__SLACK={CANARY}\n")
    found = look_up("slack", tmp_path, {"REPORTGEN_SECRET__SLACK": ""})
    assert found.found_in == "REPORTGEN_SECRET__SLACK in .env"
    assert tried(found)[0][1] == "empty"


def test_application_default_credentials_are_found_as_a_file(tmp_path: Path) -> None:
    write(tmp_path, f"home/{GOOGLE_FILE}", "{}")
    found = google(tmp_path)
    assert found.found_in == f"~/{GOOGLE_FILE}"
    assert found.file == tmp_path / "home" / GOOGLE_FILE
    assert found.value is None

    write(tmp_path, "key.json", "{}")
    named = google(tmp_path, GOOGLE_APPLICATION_CREDENTIALS=str(tmp_path / "key.json"))
    assert named.file == tmp_path / "key.json"

    moved = google(tmp_path, CLOUDSDK_CONFIG=str(tmp_path / "elsewhere"))
    assert tried(moved)[-1] == (
        str(tmp_path / "elsewhere/application_default_credentials.json"),
        "no such file",
    )


def test_a_named_google_file_that_is_gone_is_not_passed_over(tmp_path: Path) -> None:
    write(tmp_path, f"home/{GOOGLE_FILE}", "{}")
    lookup = google(tmp_path, GOOGLE_APPLICATION_CREDENTIALS=str(tmp_path / "gone.json"))
    assert not lookup.is_found
    assert tried(lookup) == [
        (
            "environment variable GOOGLE_APPLICATION_CREDENTIALS",
            f"{tmp_path}/gone.json: no such file",
        )
    ]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("SLACK=plain", "plain"),
        ("  export SLACK = spaced out  ", "spaced out"),
        ("SLACK=https://chat.example/a#b", "https://chat.example/a#b"),
        ("SLACK=plain # a comment", "plain"),
        ("SLACK='it has # and \\n'", "it has # and \\n"),
        ('SLACK="two\\nlines \\"quoted\\" \\\\"', 'two\nlines "quoted" \\'),
        ('SLACK=\'{"type": "service_account"}\' # key', '{"type": "service_account"}'),
        ("SLACK=", ""),
        ("SLACK=''", ""),
        ("SLACK=first\nSLACK=second", "second"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_line_of_the_file_is_key_and_value(
    tmp_path: Path, line: str, value: str, newline: str
) -> None:
    text = f"\ufeff# our secrets\n\n{line}\nOTHER=x\n".replace("\n", newline)
    write(tmp_path, ".env", text)
    read = read_dotenv(tmp_path)
    assert read.problems == ()
    assert {key: one.reveal() for key, one in read.values.items()} == {
        "SLACK": value,
        "OTHER": "x",
    }


@pytest.mark.parametrize(
    "line",
    [
        CANARY,
        f"1KEY={CANARY}",
        f"KEY='{CANARY}",
        f'KEY="{CANARY}',
        f"KEY='a'{CANARY}",
        f"={CANARY}",
    ],
)
def test_a_line_that_cannot_be_read_is_told_without_what_stands_in_it(
    tmp_path: Path, line: str
) -> None:
    write(tmp_path, ".env", f"A=1\n{line}\nB=2\n")
    read = read_dotenv(tmp_path)
    (problem,) = read.problems
    assert (problem.code, str(problem.place)) == ("RG502", ".env:2")
    assert CANARY not in repr(problem)
    assert set(read.values) == {"A", "B"}


def test_a_missing_secret_in_a_file_with_a_bad_line_says_so(tmp_path: Path) -> None:
    write(tmp_path, ".env", f"REPORTGEN_SECRET__SLACK='{CANARY}\n")
    assert tried(look_up("slack", tmp_path, {}))[-1] == (
        "REPORTGEN_SECRET__SLACK in .env",
        "no such key; line 1 cannot be read",
    )


def test_a_file_that_cannot_be_read_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    assert tried(look_up("slack", tmp_path, {}))[-1][1] == "cannot be read: Is a directory"
    (tmp_path / ".env").rmdir()
    write(tmp_path, ".env", "REPORTGEN_SECRET__SLACK=資料\n".encode("cp932"))
    assert tried(look_up("slack", tmp_path, {}))[-1][1] == "no such key; line 1 cannot be read"


def test_a_secret_is_shown_nowhere(tmp_path: Path) -> None:
    found = look_up("slack", tmp_path, {"REPORTGEN_SECRET__SLACK": CANARY})
    assert found.value is not None
    shown = f"{found} {found!r} {found.value} {found.value!r} {[found.value]}"
    try:
        raise ValueError(found.value)
    except ValueError:
        shown += traceback.format_exc()
    assert CANARY not in shown
    with pytest.raises(TypeError, match="does not leave its process"):
        pickle.dumps(found.value)


def test_the_refusal_of_a_source_names_every_place_and_what_to_write(tmp_path: Path) -> None:
    place = Place("configs/acme/client.yml", field="sources.web.auth")
    failed = google(tmp_path, "ga4_acme").failure("the GA4 property 412345678", place)
    assert failed.exit_code == 6
    (problem,) = failed.problems
    assert (problem.code, problem.place) == ("RG501", place)
    assert problem.what == "no credentials for the GA4 property 412345678 (secret 'ga4_acme')"
    assert problem.why == (
        "looked in, in this order: environment variable REPORTGEN_SECRET__GA4_ACME (not set); "
        "REPORTGEN_SECRET__GA4_ACME in .env (no such file); "
        "environment variable GOOGLE_APPLICATION_CREDENTIALS (not set); "
        f"~/{GOOGLE_FILE} (no such file)"
    )
    assert problem.hint.startswith("write REPORTGEN_SECRET__GA4_ACME=… into .env, or run: gcloud")
