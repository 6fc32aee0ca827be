"""What each role may do: one table."""

from __future__ import annotations

from enum import StrEnum

from clausewatch.model.errors import Refused
from clausewatch.model.message import Code, message
from clausewatch.model.viewer import Role, Viewer


class Action(StrEnum):
    READ_FIGURES = "read_figures"
    DOWNLOAD = "download"
    READ_FINDINGS = "read_findings"
    """What the check of a register found; it quotes single cells."""
    CHOOSE_SNAPSHOT = "choose_snapshot"
    PUBLISH = "publish"


_EVERYONE = frozenset({Action.READ_FIGURES, Action.DOWNLOAD})
_TEAM = _EVERYONE | {Action.READ_FINDINGS}

MAY: dict[Role, frozenset[Action]] = {
    Role.COUNCIL: _EVERYONE,
    Role.LEAD: _TEAM,
    Role.CONSULTANT: _TEAM,
    Role.PUBLISHER: _TEAM | {Action.CHOOSE_SNAPSHOT, Action.PUBLISH},
}


def can(viewer: Viewer, action: Action) -> bool:
    """Whether the viewer may do this."""
    return action in MAY[viewer.role]


def require(viewer: Viewer, action: Action) -> None:
    """Raise Refused unless the viewer may do this."""
    if not can(viewer, action):
        allowed = message(f"access.action.{action}")
        raise Refused(
            message("access.refused", role=Code("role", viewer.role), action=allowed),
            remedy=message("access.refused.remedy"),
        )
