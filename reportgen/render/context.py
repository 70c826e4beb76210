"""What a template may use: values of the report, and pure functions that write and draw them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import Markup

from reportgen import formatting
from reportgen.formatting import Fact, Voice, in_scale, scale_for, signed_in_scale
from reportgen.model.blocks import (
    Block,
    Delta,
    FactorsBlock,
    HistoryBlock,
    ScoreRow,
    StopRow,
    Trend,
    WaterfallBlock,
)
from reportgen.model.period import Month
from reportgen.model.quantity import Quantity, Unit
from reportgen.model.report import Report, Section
from reportgen.model.text import Language, Text
from reportgen.model.wording import Wording
from reportgen.render import charts, graphics, typography
from reportgen.render.fonts import BOLD, SANS, SERIF, Faces
from reportgen.render.graphics import Graphic, Look, font_measure, tone_of
from reportgen.render.theme import Theme

POINTS_PER_MM = 72 / 25.4
COLUMNS, GUTTER, PAGE_WIDTH = 12, 6.0, 176.0
"""The grid in millimetres: twelve columns across the type area."""

WIDEST_PIN = {Unit.PERCENT: 0.15, Unit.POINTS: 2.0}
"""The gap at which a pin is at full length, where no gap of the table is larger."""
