"""Who is looking where nothing is configured: the person at this machine, or somebody else."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address

from clausewatch.model.viewer import Language, Role, Viewer

#: What a proxy adds when it passes a request on: then the reader is not at this machine.
_FORWARDED = frozenset({"forwarded", "x-forwarded-for", "x-real-ip", "via"})


def is_local(address: str | None) -> bool:
    """Whether a server at this address is reached from this machine only."""
    if not address:
        return False
    try:
        return ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return address.lower() == "localhost"


def viewer_at(address: str | None, headers: Iterable[str], language: Language) -> Viewer:
    """The viewer of a server without sign-in.

    Args:
        address: what the server listens on; None for every address it has.
        headers: the names of the request's headers.
        language: what they read.

    Returns:
        A publisher where the server answers this machine only and no proxy stands between;
        otherwise the role that sees least.
    """
    passed_on = any(name.lower() in _FORWARDED for name in headers)
    role = Role.PUBLISHER if is_local(address) and not passed_on else Role.COUNCIL
    return Viewer(role=role, language=language)
