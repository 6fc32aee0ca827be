"""Who is looking."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    COUNCIL = "council"
    LEAD = "lead"
    CONSULTANT = "consultant"
    PUBLISHER = "publisher"


class Language(StrEnum):
    DANISH = "da"
    ENGLISH = "en"


@dataclass(frozen=True)
class Viewer:
    """Who is looking, in which language.

    Attributes:
        role: what they may see and do.
        language: what they read.
        name: who they are; empty when nobody signed in.
    """

    role: Role = Role.PUBLISHER
    language: Language = Language.ENGLISH
    name: str = ""

    @property
    def scope(self) -> str:
        """What decides what may be seen. Two viewers of one scope may share a result."""
        return "restricted" if self.role is Role.COUNCIL else "full"
