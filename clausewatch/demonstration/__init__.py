"""The demonstration register: made up by a documented mechanism, and labelled so everywhere."""

from clausewatch.demonstration.generate import (
    DEMONSTRATION_DATE,
    SEED,
    VISITS,
    Chunk,
    Demonstration,
    generate,
)

__all__ = ["DEMONSTRATION_DATE", "SEED", "VISITS", "Chunk", "Demonstration", "generate"]
