"""Who asks which property, for whom and when: what every failure must tell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from reportgen.connectors.base import Context
from reportgen.errors import Place
from reportgen.model.config import Source


@dataclass(frozen=True)
class Asker:
    """A source of a client that asks the property of a number; `account` once it signed in."""

    source: str
    client: str
    number: str
    timezone: str
    now: datetime
    account: str = ""

    @classmethod
    def of(cls, name: str, source: Source, context: Context) -> Asker:
        """Who asks, by configuration."""
        timezone = source.timezone or context.timezone
        return cls(name, context.client, source.property or "", timezone, context.fetched_at)

    def known_as(self, account: str) -> Asker:
        """The same asker, signed in."""
        return replace(self, account=account)

    @property
    def resource(self) -> str:
        """The property as the API names it."""
        return f"properties/{self.number}"

    @property
    def place(self) -> Place:
        """Where the property stands in configuration."""
        return self.place_of("property")

    def place_of(self, key: str) -> Place:
        """Where a key of the source stands in configuration."""
        return Place(f"configs/{self.client}/client.yml", field=f"sources.{self.source}.{key}")
