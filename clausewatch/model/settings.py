"""Where things lie and how far they may go: read once, from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clausewatch.model.errors import WrongUse
from clausewatch.model.message import message

PROJECT = Path(__file__).resolve().parents[2]
"""The project's folder: ``queries/``, ``data/reference/`` and ``static/`` lie in it."""


@dataclass(frozen=True)
class Settings:
    """Settings and their defaults; each is read from the environment variable beside it.

    Attributes:
        data: CLAUSEWATCH_DATA, the folder of ``snapshots/``, ``derived/`` and ``state/``.
        query_seconds: CLAUSEWATCH_QUERY_SECONDS, how long one query may take.
        query_rows: CLAUSEWATCH_QUERY_ROWS, how many rows one query may return.
        query_memory_mb: CLAUSEWATCH_QUERY_MEMORY_MB, how much memory the engine may use.
        cache_results: CLAUSEWATCH_CACHE_RESULTS, how many results of measures are kept.
    """

    data: Path = PROJECT / "data"
    query_seconds: int = 30
    query_rows: int = 2_000_000
    query_memory_mb: int = 2048
    cache_results: int = 512

    @property
    def snapshots(self) -> Path:
        return self.data / "snapshots"

    @property
    def state(self) -> Path:
        return self.data / "state"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings; raises WrongUse naming the variable that is not a whole number."""
        values: dict[str, int] = {}
        for name in ("query_seconds", "query_rows", "query_memory_mb", "cache_results"):
            variable = f"CLAUSEWATCH_{name.upper()}"
            text = environment.get(variable)
            if text is None:
                continue
            if not text.isdecimal() or int(text) == 0:
                raise WrongUse(
                    message("error.setting_not_a_number", value=text),
                    where=variable,
                    remedy=message("error.setting_not_a_number.remedy"),
                )
            values[name] = int(text)
        data = Path(environment.get("CLAUSEWATCH_DATA") or PROJECT / "data").expanduser()
        return cls(data=data.absolute(), **values)
