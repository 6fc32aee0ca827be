"""The catalogue and the formats of Danish and English. No sentence is written anywhere else."""

from clausewatch.language.catalogue import has, label, render, term, text
from clausewatch.language.describe import describe
from clausewatch.model.message import (
    Amount,
    Bilingual,
    Code,
    Country,
    Items,
    Message,
    Number,
    PerHundred,
    Period,
    Share,
    message,
)

__all__ = [
    "Amount",
    "Bilingual",
    "Code",
    "Country",
    "Items",
    "Message",
    "Number",
    "PerHundred",
    "Period",
    "Share",
    "describe",
    "has",
    "label",
    "message",
    "render",
    "term",
    "text",
]
