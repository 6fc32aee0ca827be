"""The one door to every figure."""

from clausewatch.measures.door import catalogue, prepare, run
from clausewatch.measures.registry import Measure
from clausewatch.measures.result import ColumnKind, Result, ResultColumn

__all__ = ["ColumnKind", "Measure", "Result", "ResultColumn", "catalogue", "prepare", "run"]
