"""Colours, shapes and patterns by what they mean, for light and dark ground.

Nothing is said by colour alone: each role has a shape, a dash and a pattern of its own as well.
Text stands out from its ground by at least 4.5 to 1, marks by at least 3 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from clausewatch.charts.chart import Role

ThemeName = Literal["light", "dark"]

FONT = "'Source Sans 3', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
LEAST_CONTRAST_OF_MARKS = 3.0


@dataclass(frozen=True)
class Theme:
    """The ground and what is not data. Colours are ``#RRGGBB``.

    Attributes:
        ground: the page.
        text, muted: words.
        grid: lines to read values from, kept faint on purpose.
        axis: the zero line, milestones.
        land, border: a country that is not counted, and its outline.
        withheld: what is there and not shown.
        few: a country with too few checks for a class.
        classes: five steps of one hue, from little to much.
        outline: around a point on the map, whatever it lies on.
    """

    name: ThemeName
    ground: str
    text: str
    muted: str
    grid: str
    axis: str
    land: str
    border: str
    withheld: str
    few: str
    classes: tuple[str, str, str, str, str]
    outline: str


THEMES: dict[ThemeName, Theme] = {
    "light": Theme(
        name="light",
        ground="#FFFFFF",
        text="#1B1F24",
        muted="#5F6672",
        grid="#E4E7EB",
        axis="#868E9A",
        land="#E9EBEE",
        border="#FFFFFF",
        withheld="#868E9A",
        few="#E3EFF3",
        classes=("#BFDDE8", "#8FC2D4", "#559FB8", "#0B6E8F", "#064459"),
        outline="#FFFFFF",
    ),
    "dark": Theme(
        name="dark",
        ground="#12161C",
        text="#E8EAED",
        muted="#A7AFBA",
        grid="#2A313B",
        axis="#7D8693",
        land="#262C35",
        border="#12161C",
        withheld="#7D8693",
        few="#22343D",
        classes=("#1F4A5B", "#2C6A81", "#3C8DAA", "#6CC0DA", "#B9E6F3"),
        outline="#12161C",
    ),
}


@dataclass(frozen=True)
class Mark:
    """How a role is drawn.

    Attributes:
        colour: on this ground.
        pale: the same for few checks: as faint as a mark may be.
        symbol: of a point, by plotly's name; its hollow form is ``<symbol>-open``.
        dash: of a line, where lines are told apart by it.
        pattern: of a bar; empty is plain.
    """

    colour: str
    pale: str
    symbol: str
    dash: str
    pattern: str


_COLOURS: dict[Role, tuple[str, str]] = {
    Role.ON_SITE: ("#0B6E8F", "#4FB3D1"),
    Role.DESK: ("#6B7280", "#9AA3AF"),
    Role.OFF_SITE_INTERVIEW: ("#B45F06", "#E69F00"),
    Role.THIRD_PARTY: ("#7A4E9C", "#C39BD3"),
    Role.ATTENTION: ("#B3261E", "#F28B82"),
    Role.REPAID: ("#2E7D32", "#7CC47F"),
    Role.CONTEXT: ("#868E9A", "#7D8693"),
}

_SHAPES: dict[Role, tuple[str, str, str]] = {
    Role.ON_SITE: ("circle", "solid", ""),
    Role.DESK: ("square", "longdash", "."),
    Role.OFF_SITE_INTERVIEW: ("diamond", "dash", "|"),
    Role.THIRD_PARTY: ("triangle-up", "dashdot", "-"),
    Role.ATTENTION: ("cross", "dot", "x"),
    Role.REPAID: ("hexagon", "longdashdot", "+"),
    Role.CONTEXT: ("triangle-down", "longdash", "\\"),
}


@cache
def mark(role: Role, theme: ThemeName) -> Mark:
    """How a role is drawn on a ground."""
    colour = _COLOURS[role][0 if theme == "light" else 1]
    symbol, dash, pattern = _SHAPES[role]
    return Mark(colour, paled(colour, THEMES[theme].ground), symbol, dash, pattern)


def paled(colour: str, ground: str) -> str:
    """A colour moved towards the ground as far as a mark may go."""
    result = colour
    for percent in range(5, 100, 5):
        candidate = mixed(colour, ground, percent / 100)
        if contrast(candidate, ground) < LEAST_CONTRAST_OF_MARKS:
            break
        result = candidate
    return result


def mixed(colour: str, other: str, part: float) -> str:
    """A colour with so large a part of another in it."""
    pairs = zip(rgb(colour), rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02X}" for a, b in pairs)


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of ``#RRGGBB``, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def rgba(colour: str, opacity: float) -> str:
    """A colour one can see through, as CSS writes it."""
    red, green, blue = rgb(colour)
    return f"rgba({red},{green},{blue},{opacity:g})"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in rgb(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
