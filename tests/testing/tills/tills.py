"""Daily takings as the tills of a shop tell them over HTTP: a connector of another package."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import replace
from datetime import date, timedelta
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen
from zoneinfo import ZoneInfo

import pandas as pd

from reportgen.connectors.base import Context, refuse_one, settings_hash
from reportgen.connectors.secrets import look_up
from reportgen.errors import AccessFailed, Place, Problem, UpstreamFailed
from reportgen.model.columns import ColumnType
from reportgen.model.config import Source
from reportgen.model.observations import Extract, FileRead, Query

TYPES = {"date": ColumnType.DATE, "takings": ColumnType.MONEY, "receipts": ColumnType.NUMBER}


def fetch(query: Query, source: Source, context: Context) -> Extract:
    """What the tills took on each day of the months asked for."""
    place = Place(f"configs/{context.client}/client.yml", field=f"sources.{query.source}")
    key = look_up(source.auth or "", context.root, os.environ)
    if key.value is None:
        raise key.failure(f"source {query.source!r}", place)
    first, last = query.months[0].first_day, query.months[-1].last_day
    today = context.fetched_at.astimezone(ZoneInfo(context.timezone)).date()
    last = min(last, today - timedelta(days=1))
    days = _ask(f"{os.environ['TILLS_URL']}/{first}/{last}", key.value.reveal(), place)
    if not any(day["date"].startswith(str(query.months[-1])) for day in days):
        what = f"the tills took nothing in {query.months[-1]}"
        raise refuse_one("TILLS415", what, place, "check that the tills are on")
    return _extract(query, source, context, days, today)


def _ask(url: str, key: str, place: Place) -> list[dict[str, str]]:
    try:
        with urlopen(Request(url, headers={"Authorization": key}), timeout=10) as answer:
            return json.load(answer)
    except HTTPError as error:
        hint = "ask the shop for a key, and write it where reportgen doctor says"
        problem = Problem("TILLS511", f"the tills refuse the key ({error.code})", place, hint=hint)
        raise AccessFailed(problem.what, hint, (problem,)) from error
    except (URLError, ValueError) as error:
        problem = Problem("TILLS514", "the tills do not answer", place, hint="try again later")
        raise UpstreamFailed(problem.what, problem.hint, (problem,)) from error


def _extract(
    query: Query, source: Source, context: Context, days: list[dict[str, str]], today: date
) -> Extract:
    cells = {name: pd.Series([day[name] for day in days], dtype="str") for name in query.columns}
    said = json.dumps(days, sort_keys=True).encode()
    read = FileRead(
        path="tills:takings",
        sha256=hashlib.sha256(said).hexdigest(),
        month=None,
        encoding="utf-8",
        rows_read=len(days),
        rows_used=len(days),
        rows_totals=0,
        rows_refused=0,
    )
    extract = Extract(
        query=query,
        table=pd.DataFrame(cells | {"_file": 0, "_row": range(1, len(days) + 1)}),
        types={name: TYPES[name] for name in query.columns},
        files=(read,),
        as_of=today,
        fetched_at=context.fetched_at,
        settings=settings_hash(source, context),
    )
    return replace(extract, sha256=extract.content_sha256())
