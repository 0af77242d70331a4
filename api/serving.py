"""What a server is started with, in one place."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from index.prepared import cores
from index.sources import ALL, Choice

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Options:
    """How the archive in ``archive`` is served."""

    archive: Path
    host: str = "127.0.0.1"
    """Address that the server listens on."""
    allow_hosts: tuple[str, ...] = ()
    """Further names that a request's Host may have."""
    cors: tuple[str, ...] = ()
    """Origins whose pages may read the answers."""
    folders: tuple[Path, ...] = ()
    """What a job of /v1/index/jobs indexes."""
    choice: Choice = ALL
    """What such a job takes of them, and how files that are added are read."""
    running: int = field(default_factory=lambda: max(2, cores()))
    """Questions answered at the same time."""
    waiting: int = 64
    """Questions that may wait for their turn; one more is answered by 503."""
    timeout: float = 60.0
    """Seconds that a question may take, waiting included."""
    keep: int = 10_000
    """Answers that keep a permalink; 0 for none."""

    @property
    def exposed(self) -> bool:
        """Whether others than this machine can reach the server: then everything needs a key."""
        names = (self.host, *self.allow_hosts)
        return not all(_is_loopback(name) for name in names)

    @property
    def hosts(self) -> frozenset[str]:
        """Names that a request's Host may have, without the port."""
        return LOOPBACK | {self.host.lower(), *(name.lower() for name in self.allow_hosts)}


def _is_loopback(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name.lower() in LOOPBACK
