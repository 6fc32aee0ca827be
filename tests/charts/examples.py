"""Charts to test with."""

from __future__ import annotations

from datetime import date

from clausewatch.charts import (
    Chart,
    ChartKind,
    Milestone,
    Point,
    Reference,
    Role,
    Series,
    Standing,
    Unit,
)
from clausewatch.model.message import Bilingual, Code, Country, Message, Period, message

TITLE: Message = message("word.all")


def share(k: int, n: int, label: object, key: str | None = None, **more: object) -> Point:
    """A share with an interval of ten points either way."""
    rate = k / n
    standing = Standing.FEW if n < 10 else Standing.FIRM
    known = {
        "low": max(0.0, rate - 0.1),
        "high": min(1.0, rate + 0.1),
        "standing": standing,
        **more,
    }
    return Point(label, rate, key, k=k, n=n, **known)  # type: ignore[arg-type]


def hidden(label: object, key: str | None = None, **more: object) -> Point:
    return Point(label, None, key, standing=Standing.HIDDEN, **more)  # type: ignore[arg-type]


def missing(label: object, key: str | None = None, **more: object) -> Point:
    return Point(label, None, key, standing=Standing.NO_DATA, **more)  # type: ignore[arg-type]


def method(code: str) -> Code:
    return Code("method", code)


INTERVALS = Chart(
    ChartKind.INTERVALS,
    TITLE,
    TITLE,
    Unit.SHARE,
    (
        Series(
            "on_site",
            Code("method_group", "on_site"),
            (
                share(612, 1610, method("onsite_unannounced"), "onsite_unannounced", open=41),
                share(41, 186, method("onsite_announced"), "onsite_announced"),
                share(3, 7, method("screening_visit"), "screening_visit"),
            ),
            Role.ON_SITE,
        ),
        Series(
            "desk",
            Code("method_group", "desk"),
            (
                share(9, 455, method("document_review"), "document_review"),
                hidden(method("self_assessment"), "self_assessment"),
                missing(method("online_interview"), "online_interview"),
            ),
            Role.DESK,
        ),
    ),
    narrows="method",
    references=(
        Reference(0.6, Bilingual("tres", "sixty"), "Newspaper, https://example.org/a", "on_site"),
        Reference(0.005, Bilingual("lidt", "little"), "Interview", "document_review"),
        Reference(0.3, Bilingual("andet", "other"), "Elsewhere", "reconnaissance"),
    ),
)


def year(number: int) -> Period:
    return Period(date(number, 1, 1), "year")


def _trend(number: int) -> Point:
    at = date(number, 1, 1)
    if number == 2017:
        return missing(year(number), "2017", at=at)
    if number == 2019:
        return hidden(year(number), "2019", at=at)
    if number == 2022:
        return share(
            40,
            100,
            year(number),
            "2022",
            at=at,
            open=25,
            standing=Standing.PROVISIONAL,
            possible=(0.32, 0.52),
        )
    return share(number - 2000, 100, year(number), str(number), at=at)


TREND = Chart(
    ChartKind.LINE_BAND,
    TITLE,
    TITLE,
    Unit.SHARE,
    (Series("rate", message("word.all"), tuple(_trend(n) for n in range(2015, 2023))),),
    grain="year",
    references=(
        Reference(
            0.7, Bilingual("før", "before"), "Elsewhere", None, date(2010, 1, 1), date(2012, 1, 1)
        ),
        Reference(
            0.5, Bilingual("halv", "half"), "Report", None, date(2016, 1, 1), date(2016, 12, 31)
        ),
    ),
    milestones=(
        Milestone(date(2013, 1, 1), Bilingual("for tidligt", "too early")),
        Milestone(date(2017, 1, 1), Bilingual("indsatsteam", "task force")),
        Milestone(date(2017, 7, 1), Bilingual("lige efter", "shortly after")),
        Milestone(date(2022, 6, 1), Bilingual("meget sent i perioden", "very late in the period")),
    ),
)

MONEY = Chart(
    ChartKind.BARS,
    TITLE,
    TITLE,
    Unit.DKK,
    (
        Series(
            "claimed_dkk",
            Bilingual("krævet", "claimed"),
            (
                Point(Code("sector", "construction"), 12_300_000.0, "construction"),
                Point(Code("sector", "cleaning"), 52_000.0, "cleaning"),
            ),
            Role.ON_SITE,
        ),
        Series(
            "repaid_dkk",
            Bilingual("tilbagebetalt", "repaid"),
            (
                Point(Code("sector", "construction"), 9_800_000.0, "construction"),
                hidden(Code("sector", "cleaning"), "cleaning"),
            ),
            Role.REPAID,
        ),
    ),
    narrows="sector",
)


def _activity(role: Role, base: float) -> Series:
    points = tuple(
        Point(year(n), base + n - 2018, str(n), at=date(n, 1, 1)) for n in range(2018, 2022)
    )
    return Series(role.value, Code("method_group", role.value), points, role)


ACTIVITY = Chart(
    ChartKind.BARS,
    TITLE,
    TITLE,
    Unit.COUNT,
    (_activity(Role.ON_SITE, 100), _activity(Role.DESK, 200)),
    grain="year",
)

MAP = Chart(
    ChartKind.MAP,
    TITLE,
    TITLE,
    Unit.SHARE,
    (
        Series(
            "countries",
            Bilingual("lande", "countries"),
            (
                share(300, 1000, Country("DK"), "DK"),
                share(2, 5, Country("ES"), "ES"),
                share(9, 15, Country("SG"), "SG"),
                hidden(Country("MM"), "MM"),
            ),
        ),
        Series(
            "sites",
            Bilingual("steder", "sites"),
            (
                share(3, 12, "Byggeplads <A> & søn", None, latitude=55.68, longitude=12.57),
                share(1, 3, "Nabo", None, latitude=55.69, longitude=12.56),
                share(5, 20, "Almería", None, latitude=36.84, longitude=-2.46),
            ),
        ),
    ),
    narrows="country",
)

EMPTY = Chart(ChartKind.LINE_BAND, TITLE, TITLE, Unit.SHARE, (Series("rate", TITLE, ()),))
