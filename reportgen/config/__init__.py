"""Stage 1, config: a workspace's files become what was agreed with each client, or Problems."""

from reportgen.config.load import Loaded, check_schedule, check_workspace, load_client
from reportgen.config.reading import written_at
from reportgen.config.workspace import Workspace, chosen_clients, load_workspace

__all__ = [
    "Loaded",
    "Workspace",
    "check_schedule",
    "check_workspace",
    "chosen_clients",
    "load_client",
    "load_workspace",
    "written_at",
]
