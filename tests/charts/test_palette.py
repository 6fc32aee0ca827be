from __future__ import annotations

from itertools import pairwise

import pytest

from clausewatch.charts import Role
from clausewatch.charts.palette import THEMES, contrast, mark, mixed, paled, rgb, rgba

LOOK = {
    Role.ON_SITE: ("#0B6E8F", "#4FB3D1"),
    Role.DESK: ("#6B7280", "#9AA3AF"),
    Role.OFF_SITE_INTERVIEW: ("#B45F06", "#E69F00"),
    Role.THIRD_PARTY: ("#7A4E9C", "#C39BD3"),
    Role.ATTENTION: ("#B3261E", "#F28B82"),
    Role.REPAID: ("#2E7D32", "#7CC47F"),
}


def test_contrast_is_that_of_the_accessibility_guidelines():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#0B6E8F", "#0B6E8F") == pytest.approx(1)


@pytest.mark.parametrize("role", LOOK)
def test_colours_are_the_agreed_ones(role):
    assert (mark(role, "light").colour, mark(role, "dark").colour) == LOOK[role]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_words_stand_out_from_the_ground(theme):
    assert contrast(theme.text, theme.ground) >= 4.5
    assert contrast(theme.muted, theme.ground) >= 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("role", LOOK)
def test_colours_of_words_and_marks_stand_out(theme, role):
    assert contrast(mark(role, theme.name).colour, theme.ground) >= 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("role", Role)
def test_pale_marks_are_fainter_and_still_seen(theme, role):
    drawn = mark(role, theme.name)

    assert 3 <= contrast(drawn.pale, theme.ground) < contrast(drawn.colour, theme.ground)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_what_is_withheld_and_axes_are_seen(theme):
    assert contrast(theme.withheld, theme.ground) >= 3
    assert contrast(theme.axis, theme.ground) >= 3


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_each_class_of_the_map_stands_out_more_than_the_one_before(theme):
    steps = [contrast(colour, theme.ground) for colour in theme.classes]

    assert len(steps) == 5
    assert all(b / a >= 1.3 for a, b in pairwise(steps))
    assert steps[-1] >= 4.5


def test_no_two_roles_share_a_shape_a_dash_and_a_pattern():
    shapes = {(m.symbol, m.dash, m.pattern) for m in (mark(role, "light") for role in Role)}
    symbols = {mark(role, "light").symbol for role in Role}

    assert len(shapes) == len(symbols) == len(Role)


def test_colours_mix_and_can_be_seen_through():
    assert mixed("#000000", "#FFFFFF", 0.5) == "#808080"
    assert rgb("#0B6E8F") == (11, 110, 143)
    assert rgba("#0B6E8F", 0.16) == "rgba(11,110,143,0.16)"


def test_a_colour_that_is_faint_already_is_left_alone():
    assert paled("#EEEEEE", "#FFFFFF") == "#EEEEEE"
