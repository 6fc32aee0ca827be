"""The small-number rule: one worker's wage or fate must not be read from a table.

For a viewer of the restricted scope, a count of one to four workers is hidden, and so is an
amount that rests on so few or on an unknown number of them. What contracts are worth is internal
and hidden as a whole. What is hidden leaves the frame: no
writer can show it by mistake.
"""

from __future__ import annotations

import polars as pl

FEWEST_WORKERS = 5
"""From this many workers on, a count and the amounts that rest on it are shown."""

_WORKERS = "workers_affected"
_AMOUNTS = ("claimed_dkk", "claimed_median_per_case", "repaid_dkk", "largest_case_share")

_INTERNAL = ("value_dkk", "value_seen_dkk", "share_of_value")


def concealed(frame: pl.DataFrame, scope: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Take out of a frame what a scope may not see.

    Args:
        frame: one row a group; the columns above are looked at where it has them.
        scope: of the viewer; ``full`` sees everything.

    Returns:
        The frame with hidden values as null, and a boolean frame of the same shape and columns
        that is True where a value was hidden.
    """
    rules: dict[str, pl.Expr] = {}
    if scope != "full":
        rules |= {name: pl.col(name).is_not_null() for name in _INTERNAL if name in frame.columns}
    if scope != "full" and _WORKERS in frame.columns:
        workers = pl.col(_WORKERS)
        rules[_WORKERS] = workers.is_between(1, FEWEST_WORKERS - 1)
        for name in _AMOUNTS:
            if name in frame.columns:
                # Nothing claimed is no one's secret; an amount over few or unknown workers is.
                rules[name] = (workers < FEWEST_WORKERS) & (pl.col(name).fill_null(0) != 0)
    hidden = frame.select(
        rules.get(name, pl.repeat(False, pl.len())).fill_null(False).alias(name)
        for name in frame.columns
    )
    shown = frame.with_columns(
        pl.when(~hidden[name]).then(pl.col(name)).alias(name) for name in rules
    )
    return shown, hidden
