"""What must hold between the clients of a workspace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.config.agreed import Agreed, Named
from reportgen.errors import Problem


def properties_belong_to_one_client(clients: Mapping[str, Agreed]) -> Iterator[Problem]:
    """One GA4 property in two clients would print one client's figures for the other."""
    uses: dict[str, list[Named]] = {}
    for id, agreed in clients.items():
        for name, source in agreed.config.sources.items():
            if source.property is not None:
                use = Named(id, agreed.client, ("sources", name, "property"))
                uses.setdefault(source.property, []).append(use)
    for number, users in uses.items():
        for user in users:
            other = next((one for one in users if one.id != user.id), None)
            if other is None:
                continue
            yield user.origins.problem(
                "RG145",
                user.path,
                f"the GA4 property {number!r} is also that of client {other.id!r}",
                why=f"it stands at {other.origins.place_of(other.path)} too; one client would be "
                "shown the other's figures",
                hint="correct the property of one of the two",
            )
