"""Who may do what."""

from clausewatch.access.local import is_local, viewer_at
from clausewatch.access.roles import Action, can, require

__all__ = ["Action", "can", "is_local", "require", "viewer_at"]
