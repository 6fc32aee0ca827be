"""Intervals against published values and against a library that holds them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import fastexcel
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.statistics import Z_95, newcombe, wilson

#: From the sites named in the module's source; computed with z = 1.96 exactly.
PUBLISHED_WITH_1_96 = [
    (10, 100, 0.05522854161313612, 0.1743673043676654),
    (1, 11, 0.016231752262825982, 0.3773646254862038),
    (25, 100, 0.175451, 0.343046),
    (0, 100, 0.0, 0.03699480747600191),
    (0, 1, 0.0, 0.793457),
]
#: Newcombe's examples, z = 1.959964, as printed.
NEWCOMBE = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


@pytest.mark.parametrize(("k", "n", "low", "high"), PUBLISHED_WITH_1_96)
def test_wilson_as_published_with_z_of_1_96(k: int, n: int, low: float, high: float):
    assert wilson(k, n, 1.96) == pytest.approx((low, high), abs=5e-7)


@pytest.mark.parametrize(("k", "n", "low", "high"), NEWCOMBE)
def test_wilson_as_newcombe_prints_it(k: int, n: int, low: float, high: float):
    assert wilson(k, n) == pytest.approx((low, high), abs=5e-5)


def test_wilson_with_the_z_of_the_definitions():
    assert wilson(10, 100) == pytest.approx((0.055229, 0.174366), abs=5e-7)


@pytest.mark.parametrize("sheet", ["testdata_Prop", "testdata_Prop_g"])
def test_wilson_as_the_health_security_agency_prints_it(
    shared_data: Callable[[str], Path], sheet: str
):
    book = fastexcel.read_excel(shared_data("oracles_ukhsa") / "testdata_Proportion.xlsx")
    low, high = (
        ("lower95_0cl", "upper95_0cl") if sheet == "testdata_Prop" else ("lowercl", "uppercl")
    )
    frame = book.load_sheet(sheet).to_polars()
    checked = 0
    for row in frame.iter_rows(named=True):
        if row["multiplier"] != 1 or row.get("confidence", "95%") != "95%" or row[low] is None:
            continue
        expected = (row[low], row[high])
        found = wilson(round(row["Numerator"]), round(row["Denominator"]), 1.9599639845)
        assert found == pytest.approx(expected, abs=1e-9)
        checked += 1
    assert checked >= 4


@given(st.integers(1, 10_000), st.data())
def test_wilson_is_what_the_library_computes_and_holds_the_proportion(n: int, data: st.DataObject):
    from scipy.stats import norm
    from statsmodels.stats.proportion import proportion_confint

    k = data.draw(st.integers(0, n))
    low, high = wilson(k, n)
    assert 0 <= low <= k / n <= high <= 1
    alpha = 2 * norm.sf(Z_95)
    assert (low, high) == pytest.approx(proportion_confint(k, n, alpha, "wilson"), abs=1e-9)


@pytest.mark.parametrize(("k", "n"), [(0, 0), (1, 0), (-1, 5), (6, 5)])
def test_what_is_no_proportion_is_refused(k: int, n: int):
    with pytest.raises(ValueError, match=f"{k} of {n}"):
        wilson(k, n)


@pytest.mark.parametrize(
    ("k1", "n1", "k0", "n0", "expected"),
    [
        (56, 70, 48, 80, (0.2000, 0.0524, 0.3339)),
        (9, 10, 3, 10, (0.6, 0.1705, 0.8090)),
        (10, 10, 0, 10, (1.0, 0.6075, 1.0)),
        (5, 56, 0, 29, (0.0893, -0.0381, 0.1926)),
    ],
)
def test_newcombe_as_printed(k1: int, n1: int, k0: int, n0: int, expected: tuple[float, ...]):
    assert newcombe(k1, n1, k0, n0) == pytest.approx(expected, abs=5e-5)
