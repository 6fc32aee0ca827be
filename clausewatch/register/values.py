"""Making the model's types of what stands in a source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

import polars as pl
import polars.selectors as cs
from babel import Locale

from clausewatch.language import has, label
from clausewatch.model.tables import Column, Kind
from clausewatch.model.viewer import Language
from clausewatch.register import numbers
from clausewatch.register.headings import normalise
from clausewatch.register.numbers import Evidence

NUMERIC = (Kind.INTEGER, Kind.NUMBER, Kind.MONEY)
LISTS = (Kind.TEXT_LIST, Kind.CODE_LIST)
SEPARATOR = "|"

#: What a workbook shows for a formula that failed, in English and in Danish.
_FORMULA_ERROR = (
    r"^#(REF!|REFERENCE!|N/A|I/T|VALUE!|VÆRDI!|DIV/0!|DIVISION/0!|NAME\?|NAVN\?|NUM!|NUL!|NULL!"
    r"|SPILL!|OVERLØB!|GETTING_DATA)$"
)
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f]"
_EMPTY_MARKS = "\u200b\ufeff\u2060"
_TRUE = ("true", "ja", "yes", "1", "sand", "sandt", "j", "y", "x")
_FALSE = ("false", "nej", "no", "0", "falsk", "n")
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
_TIME_OF_DAY = r"[T ]\d{1,2}[:.]\d{2}([:.]\d{2}([.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?$"
_FORMATS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y%m%d", "%Y/%m/%d")
#: Numbers of days a workbook counts from 30 December 1899: 1970 to 2099.
_NUMBERED_DAY = r"^(2[5-9]|[3-6]\d|7[0-2])\d{3}(\.0+)?$"

Problems = list[tuple[str, pl.Series]]
"""Problem keys and which rows have them."""


def trim(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame with its texts trimmed, all columns at once."""
    texts = cs.string()
    unseen = f"[{_EMPTY_MARKS}]"
    marked = frame.select(texts.str.contains(unseen).any())
    columns = [name for name in marked.columns if marked[name][0]]
    frame = frame.with_columns(pl.col(columns).str.replace_all(unseen, ""))
    frame = frame.with_columns(texts.str.strip_chars())
    return frame.with_columns(
        pl.when(pl.col(name).str.len_bytes() > 0).then(pl.col(name)).alias(name)
        for name, dtype in frame.schema.items()
        if dtype == pl.String
    )


def as_text(values: pl.Series) -> pl.Series:
    """Any column as trimmed text; empty text is nothing. Lists are joined by ``|``."""
    kind = values.dtype
    if isinstance(kind, pl.List):
        values = values.cast(pl.List(pl.String)).list.join(SEPARATOR)
    elif isinstance(kind, pl.Decimal) or kind.is_float():
        # 12345678.0 is how a spreadsheet keeps a company number.
        whole = (values == values.round(0)) & (values.abs() < 1e15)
        texts = values.cast(pl.String)
        values = (
            pl.DataFrame({"text": texts, "whole": whole})
            .select(
                pl.when("whole")
                .then(pl.col("text").str.replace(r"\.0*$", ""))
                .otherwise(pl.col("text"))
            )
            .to_series()
        )
    elif kind == pl.Binary or isinstance(kind, pl.Struct):
        values = pl.Series(values.name, [str(value) for value in values], dtype=pl.String)
    elif kind != pl.String:
        values = values.cast(pl.String)
    return trim(values.to_frame()).to_series()


def without(values: pl.Series, wrong: pl.Series) -> pl.Series:
    """Values with those that are wrong left empty."""
    wrong = wrong.fill_null(False)
    if not wrong.any():
        return values
    nothing = pl.Series(values.name, [None], dtype=values.dtype).new_from_index(0, len(values))
    return values.zip_with(~wrong, nothing)


def convert(
    values: pl.Series,
    column: Column,
    *,
    comma: bool = False,
    evidence: Evidence | None = None,
    numbered_days: bool = False,
) -> tuple[pl.Series, Problems]:
    """A column of a source as the model's type; what could not be converted is null.

    Args:
        values: what stands there: text that was trimmed, or a type of Parquet and SQL.
        column: what it should be.
        comma: what 1.234 means where neither the column nor ``evidence`` tells.
        evidence: what the other numbers of the file tell about the decimal mark.
        numbered_days: whether a day may be a workbook's number of days.
    """
    native = _native(values, column)
    if native is not None:
        return native, []
    texts = values if values.dtype == pl.String else as_text(values)
    problems: Problems = []
    if texts.str.starts_with("#").any():
        broken = texts.str.contains(_FORMULA_ERROR)
        problems.append(("formula_error", broken))
        texts = without(texts, broken)
    if column.kind in (Kind.TEXT, Kind.TEXT_LIST):
        control = texts.str.contains(_CONTROL)
        problems.append(("control_character", control))
        texts = without(texts, control)
    if column.kind is Kind.TEXT:
        return texts, problems
    if column.kind in NUMERIC:
        converted, wrong = _numbers(texts, column, comma, evidence or Evidence())
        return converted, problems + wrong
    if column.kind is Kind.TEXT_LIST:
        return _split(texts), problems
    if column.kind is Kind.CODE_LIST:
        codes, unknown = _code_list(texts, column)
        return codes, [*problems, ("code_list", unknown)]
    problem, parse = {
        Kind.DATE: ("date", lambda unique: _days(unique, numbered_days)),
        Kind.BOOLEAN: ("boolean", lambda unique: _look_up(unique, _booleans(), pl.Boolean())),
        Kind.COUNTRY: ("country", lambda unique: _look_up(unique, countries(), pl.String())),
        Kind.CODE: ("code", lambda unique: _look_up(unique, spellings(column), pl.String())),
    }[column.kind]
    converted = _by_unique(texts, column, parse)
    problems.append((problem, texts.is_not_null() & converted.is_null()))
    if column.kind is Kind.DATE:
        far = ~converted.is_between(_FIRST_DAY, _LAST_DAY)
        converted = without(converted, far)
        problems.append(("date_far", far))
    return converted, problems


def _native(values: pl.Series, column: Column) -> pl.Series | None:
    """A column that has the model's type already, or one that cannot lose by a cast."""
    kind, dtype = column.kind, values.dtype
    if dtype == pl.Null:
        return values.cast(column.dtype)
    if kind is Kind.DATE and dtype == pl.Date:
        inside = values.is_between(_FIRST_DAY, _LAST_DAY) | values.is_null()
        return values if inside.all() else None
    if kind is Kind.DATE and isinstance(dtype, pl.Datetime):
        return _native(values.dt.date(), column)
    if kind is Kind.BOOLEAN and dtype == pl.Boolean:
        return values
    if kind in NUMERIC and dtype.is_integer():
        cast = values.cast(column.dtype, strict=False)
        return cast if cast.null_count() == values.null_count() else None
    if kind in (Kind.NUMBER, Kind.MONEY) and dtype.is_numeric():
        cast = values.cast(pl.Float64)
        return cast if cast.drop_nulls().is_finite().all() else None
    return None


def _by_unique(
    texts: pl.Series, column: Column, parse: Callable[[pl.Series], pl.Series]
) -> pl.Series:
    """Parse each text once: days, codes and countries repeat a thousandfold."""
    unique = texts.drop_nulls().unique()
    if unique.is_empty():
        return pl.Series(texts.name, [None], dtype=column.dtype).new_from_index(0, len(texts))
    return texts.replace_strict(unique, parse(unique), default=None, return_dtype=column.dtype)


def _numbers(
    texts: pl.Series, column: Column, comma: bool, of_file: Evidence
) -> tuple[pl.Series, Problems]:
    whole = column.kind is Kind.INTEGER
    simple = numbers.simple(texts)
    if simple is not None and not (whole and (simple != simple.round(0)).any()):
        exact = simple.cast(column.dtype, strict=False)
        if exact.null_count() == simple.null_count():
            return exact, []
    tidy = numbers.tidy(texts)
    own = numbers.evidence(tidy)
    known = own if own.comma or own.dot else of_file
    converted, wrong, doubtful = numbers.parse(tidy, known, comma=comma, whole=whole)
    converted = without(converted, wrong | doubtful)
    problem = "integer" if whole else "number"
    problems: Problems = [(problem, wrong), ("number_doubtful", doubtful)]
    if whole:
        exact = converted.cast(pl.Int64, strict=False)
        too_large = converted.is_not_null() & exact.is_null()
        return exact, [*problems, (problem, too_large)]
    return converted, problems


def _split(texts: pl.Series) -> pl.Series:
    """Texts separated by ``|`` as lists without empty items; nothing stays nothing."""
    return (
        texts.str.split(SEPARATOR)
        .to_frame("items")
        .select(
            pl.col("items")
            .list.eval(pl.element().str.strip_chars())
            .list.eval(pl.element().filter(pl.element() != ""))
        )
        .to_series()
        .rename(texts.name)
    )


def _code_list(texts: pl.Series, column: Column) -> tuple[pl.Series, pl.Series]:
    """Lists of codes, and which texts hold an item that is no code; those become null."""
    known = spellings(column)

    def parse(unique: pl.Series) -> pl.Series:
        lists: list[list[str] | None] = []
        for text in unique:
            items = [item for item in text.split(SEPARATOR) if item.strip()]
            codes = [known.get(normalise(item)) for item in items]
            found = [code for code in codes if code is not None]
            lists.append(list(dict.fromkeys(found)) if len(found) == len(codes) else None)
        return pl.Series(lists, dtype=pl.List(pl.String))

    unique = texts.drop_nulls().unique()
    if unique.is_empty():
        empty = pl.Series(texts.name, [None], dtype=column.dtype).new_from_index(0, len(texts))
        return empty, texts.is_not_null()
    table = pl.DataFrame({"text": unique, "codes": parse(unique)})
    codes = (
        texts.to_frame("text").join(table, on="text", how="left", maintain_order="left")["codes"]
    ).rename(texts.name)
    return codes, texts.is_not_null() & codes.is_null()


def _look_up(
    unique: pl.Series, known: Mapping[str, str] | Mapping[str, bool], dtype: pl.DataType
) -> pl.Series:
    return pl.Series([known.get(normalise(text)) for text in unique], dtype=dtype)


def _days(unique: pl.Series, numbered: bool) -> pl.Series:
    """Days from texts; a time of day is left out. Day stands before month, as in Denmark."""
    text = pl.col("text")
    four_digits = text.str.contains(r"(^|[-/.])\d{4}([-/.]|$)|^\d{8}$")
    ways = [text.str.to_date(way, strict=False, exact=True) for way in _FORMATS]
    if numbered:
        is_count = text.str.contains(_NUMBERED_DAY)
        count = pl.when(is_count).then(text.cast(pl.Float64, strict=False)).cast(pl.Int64)
        ways.append(pl.lit(date(1899, 12, 30)) + pl.duration(days=count))
        four_digits = four_digits | is_count
    tidy = unique.str.replace(_TIME_OF_DAY, "").to_frame("text")
    return tidy.select(pl.when(four_digits).then(pl.coalesce(ways)).alias("day"))["day"]


@cache
def _booleans() -> Mapping[str, bool]:
    return dict.fromkeys(_TRUE, True) | dict.fromkeys(_FALSE, False)


@cache
def countries() -> Mapping[str, str]:
    """Every country's code by its code and its Danish and English name, all normalised."""
    groups = {"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"}
    found: dict[str, str] = {}
    for language in ("en", "da"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in groups:
                found[normalise(name)] = code
    codes = list(dict.fromkeys(found.values()))
    # "UK" is reserved for the United Kingdom, though its code is GB.
    return found | {code.casefold(): code for code in codes} | {"uk": "GB"}


@cache
def spellings(column: Column) -> Mapping[str, str]:
    """The codes of a column by code and by Danish and English label, all normalised."""
    found: dict[str, str] = {}
    for code in column.allowed:
        if has(f"code.{column.codes}.{code}"):
            for language in Language:
                found.setdefault(normalise(label(str(column.codes), code, language)), code)
    return found | {normalise(code): code for code in column.allowed}
