"""Reading a register from where it is kept, and checking every row of it."""

from clausewatch.register.findings import Finding, FindingGroup, Findings, Level
from clausewatch.register.reading import Reading, read
from clausewatch.register.template import write_template

__all__ = [
    "Finding",
    "FindingGroup",
    "Findings",
    "Level",
    "Reading",
    "read",
    "write_template",
]
