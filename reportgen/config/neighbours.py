"""What must hold between the clients of a workspace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path

from reportgen.config.agreed import Agreed, Named
from reportgen.config.checks.paths import outside_workspace, paths_of_the_client
from reportgen.errors import Problem
from reportgen.model.accounts import account_key


def paths_lead_to_no_other_client(
    agreed: Agreed, root: Path, clients: Iterable[str]
) -> Iterator[Problem]:
    """What lies in another client's folder is that client's; its figures must not be printed here.

    A folder is a client's when it has its id as its name. One with this client's own id further
    below is this client's.
    """
    own = agreed.config.client.id
    others = [id for id in clients if id != own]
    for origins, where, written in paths_of_the_client(agreed):
        folders = written.split("/")
        if where[0] != "delivery":
            del folders[-1]
        if own in folders or any(outside_workspace(origins, where, written)):
            continue
        other = next((id for id in others if _leads_to(id, folders, root)), None)
        if other is not None:
            yield origins.problem(
                "RG157",
                where,
                f"the path {written!r} leads into the folder of client {other!r}",
                why="one client would be shown the other's figures",
                hint="correct the path; what several clients share belongs in a folder of none",
            )


def _leads_to(client: str, folders: Sequence[str], root: Path) -> bool:
    """True when one of the folders is the client's, or a pattern that finds it."""
    for depth, name in enumerate(folders):
        if name.casefold() == client:
            return True
        if fnmatch(client, name) and any(root.glob("/".join((*folders[:depth], client)))):
            return True
    return False


def properties_belong_to_one_client(clients: Mapping[str, Agreed]) -> Iterator[Problem]:
    """One GA4 property, or one account, in two clients would print one's figures for the other."""
    uses: dict[tuple[str, str], list[Named]] = {}
    for id, agreed in clients.items():
        for name, source in agreed.config.sources.items():
            if source.property is not None:
                use = Named(id, agreed.client, ("sources", name, "property"))
                uses.setdefault(("GA4 property", source.property), []).append(use)
            if source.account is not None:
                use = Named(id, agreed.client, ("sources", name, "account"))
                key = (f"{source.type} account", account_key(source.account))
                uses.setdefault(key, []).append(use)
    for (kind, _), users in uses.items():
        for user in users:
            other = next((one for one in users if one.id != user.id), None)
            if other is None:
                continue
            source = clients[user.id].config.sources[str(user.path[1])]
            yield user.origins.problem(
                "RG145" if user.path[-1] == "property" else "RG168",
                user.path,
                f"the {kind} {(source.property or source.account)!r} is also that of client"
                f" {other.id!r}",
                why=f"it stands at {other.origins.place_of(other.path)} too; one client would be "
                "shown the other's figures",
                hint=f"correct the {user.path[-1]} of one of the two",
            )
