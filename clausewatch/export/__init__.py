"""Results as they leave the program: CSV, workbook, JSON, each with where it comes from."""

from clausewatch.export.csv import csv_bytes, csv_plain
from clausewatch.export.json import as_json
from clausewatch.export.provenance import provenance
from clausewatch.export.table import HIDDEN, cell_text, table_frame
from clausewatch.export.workbook import xlsx_bytes

__all__ = [
    "HIDDEN",
    "as_json",
    "cell_text",
    "csv_bytes",
    "csv_plain",
    "provenance",
    "table_frame",
    "xlsx_bytes",
]
