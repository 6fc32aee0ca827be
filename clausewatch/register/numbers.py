"""Numbers as people and programs write them: 1234.5, 1.234,5, 1,234.5, 1 234,5, 1.234 kr."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

_PLAIN = r"^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$"
_COMMA = r"^[+-]?((\d{1,3}(\.\d{3})+|\d+),\d+|\d{1,3}(\.\d{3}){2,})$"
_DOT = r"^[+-]?((\d{1,3}(,\d{3})+|\d+)\.\d+|\d{1,3}(,\d{3}){2,})$"
#: 1.234 is a thousand to some and a little over one to others; 0.234 and 1.23 are not in doubt.
_DOUBTFUL = r"^[+-]?[1-9]\d{0,2}[.,]\d{3}$"
_SPACES = r"[\s\u00a0\u202f\u2009'’]"
_CURRENCY = r"(?i)^(dkk|kr\.?)|(dkk|kr\.?|,-)$"


@dataclass(frozen=True)
class Evidence:
    """Whether some numbers tell that the comma, or the dot, is before the decimals."""

    comma: bool = False
    dot: bool = False

    def __or__(self, other: Evidence) -> Evidence:
        return Evidence(self.comma or other.comma, self.dot or other.dot)


def tidy(texts: pl.Series) -> pl.Series:
    """Numbers without spaces between thousands, currency, and with an ordinary minus."""
    if texts.drop_nulls().str.contains(_PLAIN).all():
        return texts
    return (
        texts.str.replace_all(_SPACES, "").str.replace_all("−", "-").str.replace_all(_CURRENCY, "")
    )


def evidence(texts: pl.Series) -> Evidence:
    """What tidy numbers tell about the decimal mark."""
    sure = texts.drop_nulls()
    sure = sure.filter(~sure.str.contains(_DOUBTFUL) & sure.str.contains("[.,]"))
    return Evidence(bool(sure.str.contains(_COMMA).any()), bool(sure.str.contains(_DOT).any()))


def simple(texts: pl.Series) -> pl.Series | None:
    """The numbers of a column where none is wrong or in doubt; None where one is."""
    read = texts.cast(pl.Float64, strict=False)
    if read.null_count() > texts.null_count() or not read.drop_nulls().is_finite().all():
        return None
    return None if texts.str.contains(_DOUBTFUL).any() else read


def parse(
    texts: pl.Series, column: Evidence, *, comma: bool, whole: bool
) -> tuple[pl.Series, pl.Series, pl.Series]:
    """Tidy texts as numbers.

    Args:
        texts: tidy texts.
        column: what the other numbers of the column tell.
        comma: what a doubtful number means where they tell nothing.
        whole: whether only whole numbers are right; a doubtful one is then a thousand.

    Returns:
        The numbers (Float64), which are no numbers, and which can be read in two ways.
    """
    frame = texts.to_frame("text")
    text = pl.col("text")
    doubtful = text.str.contains(_DOUBTFUL)
    if column.comma != column.dot:
        comma = column.comma
    divided = column.comma and column.dot and not whole
    as_comma = text.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
    as_dot = text.str.replace_all(",", "", literal=True)
    as_thousand = text.str.replace("[.,]", "")
    chosen = (
        pl.when(doubtful)
        .then(as_thousand if whole and comma else as_comma if comma else as_dot)
        .when(text.str.contains(_COMMA))
        .then(as_comma)
        .when(text.str.contains(_DOT) | text.str.contains(_PLAIN))
        .then(as_dot)
    )
    read = frame.select(
        number=chosen.cast(pl.Float64, strict=False),
        doubtful=doubtful.fill_null(False) if divided else pl.lit(False),
        given=text.is_not_null(),
    )
    number = pl.col("number")
    wrong = pl.col("given") & ~number.is_finite().fill_null(False)
    if whole:
        wrong = wrong | (number.is_finite() & (number != number.round(0))).fill_null(False)
    marked = read.select(number, wrong=wrong & ~pl.col("doubtful"), doubtful="doubtful")
    return marked["number"], marked["wrong"], marked["doubtful"]
