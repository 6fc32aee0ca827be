"""What a chart shows, before it is drawn anywhere: frozen, in no language, with no library.

A measure describes its chart once; the alt text and the table come from the same description, and
each renderer (screen, document) draws it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clausewatch.model.message import Bilingual, Message, Value


class ChartKind(StrEnum):
    INTERVALS = "intervals"
    """A dot and its interval a row, "k of n" at the right edge."""

    BARS = "bars"
    """A bar a row, or several bars a period; counts and money only."""

    LINE_BAND = "line_band"
    """A value over time with its interval."""

    FUNNEL = "funnel"
    """Units by how many checks each had, within limits that narrow with them."""

    MAP = "map"
    """Countries shaded, sites as points."""


class Unit(StrEnum):
    SHARE = "share"
    COUNT = "count"
    DKK = "dkk"


class Role(StrEnum):
    """What a series means; the palette gives it a colour, a shape and a dash."""

    ON_SITE = "on_site"
    DESK = "desk"
    OFF_SITE_INTERVIEW = "off_site_interview"
    THIRD_PARTY = "third_party"
    ATTENTION = "attention"
    REPAID = "repaid"
    CONTEXT = "context"


class Standing(StrEnum):
    """How a value may be read."""

    FIRM = "firm"
    FEW = "few"
    """Under ten checks: shown pale, as "k of n"."""

    PROVISIONAL = "provisional"
    """More than a tenth of the checks are open."""

    HIDDEN = "hidden"
    """Not shown to this viewer; drawn as hidden, never as nothing or zero."""

    NO_DATA = "no_data"


@dataclass(frozen=True)
class Point:
    """One value.

    Attributes:
        label: what it belongs to.
        value: in the chart's unit; None where there is none or it is hidden.
        key: the value of the filter a click narrows to; None where it narrows nothing.
        low, high: its 95 % interval.
        k, n: the counts behind a share.
        open: checks not completed.
        standing: how it may be read.
        at: the first day of its period, in a chart over time.
        possible: the range the value ends in whatever the open checks find.
        latitude, longitude: where it lies, on a map.
        expected: the share expected of a unit, in a funnel.
        height: where the unit is drawn: as far from the centre line as its share lies from what
            was expected of it.
        along: the number of checks a point of a funnel's limits stands at.
    """

    label: Value
    value: float | None
    key: str | None = None
    low: float | None = None
    high: float | None = None
    k: int | None = None
    n: int | None = None
    open: int | None = None
    standing: Standing = Standing.FIRM
    at: date | None = None
    possible: tuple[float, float] | None = None
    latitude: float | None = None
    longitude: float | None = None
    expected: float | None = None
    height: float | None = None
    along: float | None = None


@dataclass(frozen=True)
class Series:
    """Points that belong together.

    Attributes:
        key: what a click on one of them says beside the point's own key.
        label: what they are.
        points: in the order they are drawn.
        role: what they mean.
        marked: whether each point of a line is marked.
        joined: whether the points of a line are joined.
    """

    key: str
    label: Value
    points: tuple[Point, ...]
    role: Role = Role.ON_SITE
    marked: bool = True
    joined: bool = True


@dataclass(frozen=True)
class Reference:
    """A published figure to compare with: never our own data, always with its source."""

    value: float
    label: Bilingual
    source: str
    key: str | None = None
    """What it stands beside: the rows of a ``Point.key``, else all of a ``Series.key``; None for
    the whole chart."""

    first: date | None = None
    last: date | None = None
    """The days it is about, both included; None where the source names none."""


@dataclass(frozen=True)
class Milestone:
    """Something that happened on a day."""

    at: date
    label: Bilingual


@dataclass(frozen=True)
class Chart:
    """A chart.

    Attributes:
        kind: how it is drawn.
        title: what to see.
        subtitle: what is plotted, in which unit, from how many checks.
        unit: of every value.
        series: what is drawn; in a map the first series is countries (key: ISO code), the second
            sites; in a funnel those that are not marked are its limits.
        narrows: the field of ``Filters`` a click on a point sets to its key.
        grain: month, quarter or year, in a chart over time.
        references: published figures.
        milestones: drawn above a chart over time.
    """

    kind: ChartKind
    title: Message
    subtitle: Message
    unit: Unit
    series: tuple[Series, ...]
    narrows: str | None = None
    grain: str | None = None
    references: tuple[Reference, ...] = ()
    milestones: tuple[Milestone, ...] = ()

    @property
    def empty(self) -> bool:
        return not any(series.points for series in self.series)
