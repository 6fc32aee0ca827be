from datetime import date

import pytest

from clausewatch.ui.periods import preset_of, presets


def test_twelve_months_end_with_the_registers_date():
    assert presets(date(2026, 9, 30))["last_12_months"] == (date(2025, 10, 1), date(2026, 9, 30))


def test_twelve_months_before_a_leap_day():
    start, end = presets(date(2024, 2, 29))["last_12_months"]

    assert (start, end) == (date(2023, 3, 1), date(2024, 2, 29))


@pytest.mark.parametrize("name", ["all", "this_year", "last_12_months"])
def test_a_named_period_is_known_by_its_days(name):
    register_date = date(2026, 9, 30)

    assert preset_of(*presets(register_date)[name], register_date) == name


def test_any_other_period_has_no_name():
    assert preset_of(date(2020, 1, 1), None, date(2026, 9, 30)) is None
