"""What must hold between the clients of a workspace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.config.agreed import Agreed
from reportgen.errors import Problem


def properties_belong_to_one_client(clients: Mapping[str, Agreed]) -> Iterator[Problem]:
    """One GA4 property in two clients would print one client's figures for the other."""
    owners: dict[str, tuple[str, str]] = {}
    for id, agreed in clients.items():
        for name, source in agreed.config.sources.items():
            if source.property is None:
                continue
            owner, place = owners.setdefault(source.property, (id, ""))
            path = ("sources", name, "property")
            if owner == id:
                where = agreed.client.place_of(path)
                owners[source.property] = (id, place or str(where or ""))
                continue
            yield agreed.client.problem(
                "RG145",
                path,
                f"the GA4 property {source.property!r} is also that of client {owner!r}",
                why=f"it stands at {place} too; one client would be shown the other's figures",
                hint="correct the property of one of the two",
            )
