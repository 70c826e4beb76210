"""Report and language to Html: the only place that fills templates.

A client's and the agency's templates replace ours by name and may extend `@builtin/<name>`. They
are written by people outside, so they run in a sandbox that sees frozen values and pure functions
only, and every word that enters a page is escaped.
"""

from __future__ import annotations

import dataclasses
import enum
import hashlib
import json
import re
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import unescape
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChoiceLoader,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    nodes,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportgen.errors import ConfigInvalid, Place, Problem
from reportgen.formatting import Style
from reportgen.model.edition import Html
from reportgen.model.report import Report
from reportgen.model.text import Language
from reportgen.model.wording import Wording
from reportgen.render.context import FILTERS, Context
from reportgen.render.fonts import BOLD, SANS, Faces
from reportgen.render.graphics import Look, font_measure
from reportgen.render.kept import Shelf, caches
from reportgen.render.overriding import require_overrides
from reportgen.render.theme import Theme, custom_properties, load_theme

PAGE, MACROS = "@builtin/report.html.j2", "@builtin/macros.html.j2"
STYLESHEET, TOKENS = "report.css", "tokens.json"
LETTER = "mail.txt.j2"
KEPT_FILTERS = (
    "first",
    "last",
    "length",
    "join",
    "select",
    "reject",
    "list",
    "batch",
    "round",
    "int",
    "selectattr",
)
KEPT_TESTS = ("defined", "none", "in", "eq", "ne", "odd", "even", "string", "mapping")


@dataclass(frozen=True)
class Logo:
    """The picture in the mast: its file name, whose ending says what it is, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Settings:
    """What pages are made with besides the report.

    `templates` are folders, the client's first, ours last.
    """

    templates: tuple[Path, ...]
    wording: Wording
    faces: Faces
    brand_colour: str | None = None
    logo: Logo | None = None


def render_html(report: Report, language: Language, settings: Settings) -> Html:
    """One language's page source; ConfigInvalid names the template and line that is wrong."""
    theme = _theme(settings)
    look = _look(report, language, settings, theme)
    context = Context(report, look, settings.wording, settings.faces)
    environment = _Sandbox(settings.templates)
    environment.open_to(context)
    environment.globals["logo"] = None if settings.logo is None else settings.logo.name
    require_overrides(settings.templates)
    with _Guard(settings.templates):
        environment.globals["m"] = environment.get_template(MACROS).module
        text = environment.get_template(PAGE).render()
    assets = {STYLESHEET: _style(theme, settings.templates).encode()}
    if settings.logo is not None:
        assets[settings.logo.name] = settings.logo.content
    return Html(language, text, dict(sorted(context.charts.items())), assets)


def keep_compiled(ours: Path) -> None:
    """Compile our own templates where that was not done before, for processes that cannot keep."""
    environment = _Sandbox((ours,))
    environment.filters |= dict.fromkeys(FILTERS, _when_filled(_of_no_report))
    for name in environment.list_templates(extensions=["j2"]):
        environment.get_template(name)


def render_letter(report: Report, subject: str, settings: Settings) -> str:
    """The words the report is sent with, in its first language: subject, empty line, body."""
    language = report.languages[0]
    look = _look(report, language, settings, _theme(settings))
    context = Context(report, look, settings.wording, settings.faces)
    environment = _Sandbox(settings.templates)
    environment.open_to(context)
    with _Guard(settings.templates):
        body = unescape(environment.get_template(LETTER).render())
    lines = "\n".join(line.strip() for line in body.strip().splitlines())
    paragraphs = re.sub(r"\n{3,}", "\n\n", lines)
    return f"{' '.join(subject.split())}\n\n{paragraphs}\n"


def _look(report: Report, language: Language, settings: Settings, theme: Theme) -> Look:
    return Look(
        style=Style(language, report.currency, report.negative),
        theme=theme,
        words=lambda id: settings.wording.text(id).in_language(language),
        measure=font_measure(settings.faces.path(SANS), settings.faces.path(BOLD)),
    )


def _theme(settings: Settings) -> Theme:
    tokens = json.loads((settings.templates[-1] / TOKENS).read_text(encoding="utf-8"))
    return load_theme(tokens, settings.brand_colour)


def _style(theme: Theme, folders: tuple[Path, ...]) -> str:
    """The tokens, our style, then what the agency and the client add to it."""
    found = [folder / STYLESHEET for folder in reversed(folders)]
    sheets = [path.read_text(encoding="utf-8") for path in found if path.is_file()]
    return "\n".join([custom_properties(theme), *sheets])


# ---- what they may do


def _loader(folders: tuple[Path, ...]) -> BaseLoader:
    ours = FileSystemLoader(folders[-1])
    return ChoiceLoader(
        [*(FileSystemLoader(folder) for folder in folders), PrefixLoader({"@builtin": ours})]
    )


class _Sandbox(ImmutableSandboxedEnvironment):
    """Templates that escape everything, miss nothing silently, and reach values of the report."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        super().__init__(
            loader=_loader(folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            bytecode_cache=_Compiled(folders[-1]),
        )
        self.globals = {"range": self.globals["range"]}
        self.filters = {name: self.filters[name] for name in KEPT_FILTERS}
        self.tests = {name: self.tests[name] for name in KEPT_TESTS}

    def open_to(self, context: Context) -> None:
        """Let templates use the values and functions of a report."""
        self.globals |= context.names()
        filters = context.filters()
        self.filters |= {name: _when_filled(filters[name]) for name in filters}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for switch in tree.find_all(nodes.EvalContextModifier):
            raise TemplateSyntaxError(
                "escaping cannot be switched off", switch.lineno, name, filename
            )
        return tree

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Fields of the report's values, and what loops and macros need."""
        if attr.startswith("_"):
            return False
        return dataclasses.is_dataclass(obj) or isinstance(
            obj, (enum.Enum, date, LoopContext, BlockReference, TemplateModule)
        )

    def is_safe_callable(self, obj: Any) -> bool:
        """The functions handed to templates, and the templates' own macros."""
        return isinstance(obj, (Macro, BlockReference, LoopContext)) or any(
            obj == function for function in self.globals.values()
        )


def _when_filled(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that is applied when a page is filled, also to a word that is always the same.

    Otherwise that word would be in the compiled template as the report of that day wrote it.
    """

    @pass_context
    def applied(_: object, *given: Any, **named: Any) -> Any:
        return function(*given, **named)

    return applied


def _of_no_report(*_: Any) -> str:
    raise LookupError("there is no report to write words of")


class _Compiled(BytecodeCache):
    """Our own templates as Python's code, kept for later reports as Python keeps its modules.

    Code belongs to a template's place and words, which Jinja holds it against, and to the rules by
    which it was made: Jinja's, Python's, and those in this file. What a client or the agency wrote
    is compiled anew for each report and kept nowhere.
    """

    def __init__(self, ours: Path) -> None:
        self._ours = ours
        self._shelf = Shelf(caches() / "templates" / _rules())

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The name its code is kept under; none for a template that is not ours."""
        is_ours = filename is not None and Path(filename).is_relative_to(self._ours)
        return super().get_cache_key(name, filename) if is_ours else ""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code that is kept, if it is that of these words."""
        kept = self._shelf.read(bucket.key) if bucket.key else None
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code."""
        if bucket.key:
            self._shelf.write(bucket.key, bucket.bytecode_to_string())


@cache
def _rules() -> str:
    """Names the rules that templates are compiled by."""
    ours = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    rules = (version("jinja2"), str(sys.implementation.cache_tag), ours)
    return hashlib.sha256("\n".join(rules).encode()).hexdigest()[:32]


# ---- what is wrong with them


class _Guard:
    """Tells a template's fault as such, with its place; a fault of our own stays what it is."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._folders = folders

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Raise ConfigInvalid for a template's fault."""
        if isinstance(error, TemplateSyntaxError):
            wrong = Place(error.filename or error.name or PAGE, error.lineno)
            raise _invalid(wrong, error.message or "") from error
        if not isinstance(
            error, (TemplateError, ArithmeticError, LookupError, TypeError, ValueError)
        ):
            return
        place = self._place(trace)
        if place is not None and (isinstance(error, TemplateError) or self._is_foreign(place)):
            raise _invalid(place, str(error)) from error
        if isinstance(error, TemplateError):
            raise _invalid(Place(PAGE), str(error)) from error

    def _place(self, trace: TracebackType | None) -> Place | None:
        """The innermost line of a template the error came through."""
        frames = [frame for frame in traceback.extract_tb(trace) if frame.filename.endswith(".j2")]
        return Place(frames[-1].filename, frames[-1].lineno) if frames else None

    def _is_foreign(self, place: Place) -> bool:
        return not Path(place.path).is_relative_to(self._folders[-1])


def _invalid(place: Place, what: str) -> ConfigInvalid:
    problem = Problem("RG301", what, place, hint="Correct the template, or remove it to use ours.")
    return ConfigInvalid(f"{place}: {what}", problem.hint, (problem,))
