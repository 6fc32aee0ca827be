"""The one place that decides which figures a viewer may not see."""

from clausewatch.disclosure.rule import FEWEST_WORKERS, concealed

__all__ = ["FEWEST_WORKERS", "concealed"]
