"""What a child gives up before it works: the network, other files, the environment, privileges."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.runner import landlock

NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000
PR_SET_PDEATHSIG = 1

NO_LANDLOCK = "files: this kernel has no Landlock; the child may open any file of its user"
NO_NAMESPACE = "network: no network namespace may be made here; the child could connect"
NO_PARENT_SIGNAL = "orphans: a child is not told when its parent ends"


@dataclass(frozen=True)
class Limits:
    """How much of the machine one step may take.

    `seconds` on the wall's clock, `cpu_seconds` of the processor, `memory` resident and `file_size`
    in bytes. The supervisor watches the first and the third, the kernel holds the others.
    """

    seconds: float = 300.0
    cpu_seconds: int = 240
    memory: int = 1536 * 1024 * 1024
    file_size: int = 256 * 1024 * 1024
    processes: int = 512


@dataclass(frozen=True)
class Confinement:
    """What a child may reach: files to read, folders to write, the network, and its environment."""

    readable: tuple[Path, ...] = ()
    writable: tuple[Path, ...] = ()
    has_network: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)


def lacking() -> tuple[str, ...]:
    """What this machine cannot take away from a child, each in words."""
    return tuple(_lacking())


def _lacking() -> Iterator[str]:
    if not landlock.version():
        yield NO_LANDLOCK
    if not _can_leave_the_network():
        yield NO_NAMESPACE
    if not sys.platform.startswith("linux"):
        yield NO_PARENT_SIGNAL


def confine(confinement: Confinement, limits: Limits) -> None:
    """Give up all that is not named, for good; called first of all in a child."""
    _end_with_parent()
    os.environ.clear()
    os.environ.update(confinement.environment)
    _limit(limits)
    if not confinement.has_network:
        _leave_the_network()
    if landlock.version() and not confinement.has_network:
        landlock.restrict((*system_folders(), *confinement.readable), confinement.writable)


def system_folders() -> tuple[Path, ...]:
    """What every Python program with fonts and time zones reads."""
    python = {sys.prefix, sys.base_prefix, *sysconfig.get_paths().values()}
    packages = {entry for entry in sys.path if entry.endswith("-packages")}
    system = {"/usr", "/lib", "/lib64", "/etc/fonts", "/etc/ssl", "/etc/localtime", "/opt"}
    devices = {"/dev/null", "/dev/urandom", "/dev/zero"}
    own = {str(Path(__file__).resolve().parents[2])}
    return tuple(sorted(Path(one) for one in python | packages | system | devices | own))


def _end_with_parent() -> None:
    """The kernel ends this process when the one that made it ends."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _limit(limits: Limits) -> None:
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.file_size),
        (resource.RLIMIT_NPROC, limits.processes),
    ):
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, allowed))


def _leave_the_network() -> bool:
    """Into a network of its own without any device; False where the machine forbids that."""
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    return any(libc.unshare(flags) == 0 for flags in (NEW_NETWORK, NEW_USER | NEW_NETWORK))


def _can_leave_the_network() -> bool:
    child = os.fork()
    if child == 0:
        os._exit(0 if _leave_the_network() else 1)
    return os.waitpid(child, 0)[1] == 0
