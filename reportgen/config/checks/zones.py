"""Where and in what money: time zones, countries and currencies exist."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator

from babel.core import get_global

from reportgen.config.agreed import Agreed
from reportgen.config.places import Path
from reportgen.config.spelling import did_you_mean
from reportgen.errors import Problem


def time_zones_are_known(agreed: Agreed) -> Iterator[Problem]:
    """The client's zone cuts the months, a source's zone the days."""
    config = agreed.config
    written: list[tuple[Path, str | None]] = [(("client", "timezone"), config.client.timezone)]
    written += [
        (("sources", name, "timezone"), one.timezone) for name, one in config.sources.items()
    ]
    for path, zone in written:
        if zone is not None and not _is_zone(zone):
            yield agreed.client.problem(
                "RG147",
                path,
                f"{zone!r} is not a time zone",
                hint=did_you_mean(_ZONE_HINTS.get(zone, zone), zoneinfo.available_timezones())
                or "write an area and a city, for example Asia/Tokyo",
            )


_ZONE_HINTS = {"JST": "Asia/Tokyo", "Tokyo": "Asia/Tokyo", "London": "Europe/London"}


def _is_zone(name: str) -> bool:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def holidays_are_known(agreed: Agreed) -> Iterator[Problem]:
    """The client's public holidays are no working days, so they must be known."""
    country = agreed.config.client.holidays
    if country is not None and not has_known_holidays(country):
        yield agreed.client.problem(
            "RG159",
            ("client", "holidays"),
            f"the public holidays of {country!r} are not known",
            hint="write the two letters of a country, for example JP or GB; or leave the line out",
        )


def has_known_holidays(country: str) -> bool:
    """True for a country whose public holidays are known."""
    from holidays.utils import list_supported_countries

    return country in list_supported_countries(include_aliases=True)


def currencies_are_known(agreed: Agreed) -> Iterator[Problem]:
    """Money is in a currency of ISO 4217, so that it can be written as its readers write it."""
    known = get_global("all_currencies")
    written: list[tuple[Path, str | None]] = [
        (("client", "currency"), agreed.config.client.currency)
    ]
    written += [
        (("sources", name, "currency"), one.currency) for name, one in agreed.config.sources.items()
    ]
    for path, code in written:
        if code is not None and code not in known:
            yield agreed.client.problem(
                "RG156",
                path,
                f"{code!r} is not a currency",
                hint=did_you_mean(code, known)
                or "write the three letters of ISO 4217, for example JPY",
            )
