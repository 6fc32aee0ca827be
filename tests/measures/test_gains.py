"""What the risk score is worth among those checked."""

from __future__ import annotations

from typing import Any

import pytest

from clausewatch import measures
from clausewatch.language import render
from clausewatch.model.filters import Filters
from clausewatch.model.viewer import Language, Role, Viewer
from clausewatch.snapshots import Snapshot
from tests.builders import tables, visit
from tests.conftest import SnapshotOf
from tests.measures.test_targeting import cases

LEAD = Viewer(Role.LEAD)

#: The lift table as DTREG prints it: cases and findings in each bin, highest scores first.
LIFT_TABLE = [(80, 60), (16, 11), (27, 18), (35, 23), (34, 10), (14, 3), (44, 8), (34, 5), (61, 7)]


def answer(snapshot: Snapshot, name: str) -> tuple[list[dict[str, Any]], list[str]]:
    result = measures.run(f"targeting_{name}", Filters(), LEAD, snapshot)
    said = [render(text, Language.ENGLISH) for text in (result.finding, *result.notes)]
    return result.frame.to_dicts(), said


def scored(*bins: tuple[int, int]) -> list[dict[str, Any]]:
    """Cases with a violation and without at falling scores from 0.9 on."""
    return [
        check
        for place, (size, found) in enumerate(bins)
        for check in cases(found, size - found, risk_score=0.9 - place / 10)
    ]


def test_the_curve_of_a_published_lift_table(snapshot_of: SnapshotOf):
    found, _ = answer(snapshot_of(tables(*scored(*LIFT_TABLE))), "gains")
    at = {round(row["share_checked"], 2): row for row in found}
    assert len(found) == 21
    # After two bins 27.83 % are checked and 48.97 % found; after four 45.80 % and 77.24 %.
    assert at[0.25]["share_found"] < 0.4897 < at[0.3]["share_found"]
    assert at[0.45]["share_found"] < 0.7724 < at[0.5]["share_found"]
    assert at[0.2]["share_found_perfect"] == pytest.approx(0.2 * 345 / 145)
    assert at[1.0]["share_found"] == 1


@pytest.mark.parametrize(
    ("bins", "says"),
    [
        (((40, 30), (160, 40)), "the fifth with the highest scores held 43"),
        (((40, 2), (160, 90)), "held only"),
        (((40, 10), (160, 40)), "cannot be said for certain"),
    ],
)
def test_what_the_first_fifth_held(
    snapshot_of: SnapshotOf, bins: tuple[tuple[int, int], ...], says: str
):
    _, said = answer(snapshot_of(tables(*scored(*bins))), "gains")
    assert said[0].startswith("Among those checked")
    assert says in said[0]


def test_cases_without_a_score_and_follow_up_are_left_out_and_counted(snapshot_of: SnapshotOf):
    checks = [*scored((20, 10)), visit(), visit(trigger="follow_up", risk_score=0.9)]
    _, said = answer(snapshot_of(tables(*checks)), "gains")
    assert "1 completed case without a score is not in it." in said
    assert "1 completed case that began as follow-up of a suspicion is left out." in said


@pytest.mark.parametrize(
    ("bins", "says"),
    [
        (((40, 30), (40, 10)), "Where the score was higher, more was found: violations in 75 of"),
        (((40, 10), (40, 30)), "The score points the wrong way"),
        (((40, 12), (40, 10)), "cannot be said for certain"),
    ],
)
def test_whether_more_is_found_where_the_score_is_higher(
    snapshot_of: SnapshotOf, bins: tuple[tuple[int, int], ...], says: str
):
    high, low = bins
    checks = [*scored(high), *cases(low[1], low[0] - low[1], risk_score=0.3)]
    found, said = answer(snapshot_of(tables(*checks)), "calibration")
    assert says in said[0]
    assert [row["risk_band"] for row in found] == ["0.2-0.4", "0.8-1.0"]
    assert [row["mean_score"] for row in found] == [pytest.approx(0.3), pytest.approx(0.9)]
    assert [row["with_violation"] for row in found] == [low[1], high[1]]


@pytest.mark.parametrize(
    "checks",
    [
        [visit()],
        [visit(risk_score=0.5)],
        [visit(risk_score=0.5, completed_on=None)],
        scored((1, 1)),
        scored((30, 30)),
        scored((30, 0), (30, 0)),
        scored((3, 1), (30, 4)),
    ],
    ids=["none", "one", "open", "one-found", "all", "clean", "few"],
)
@pytest.mark.parametrize("name", ["gains", "calibration"])
def test_a_sentence_for_every_edge(
    snapshot_of: SnapshotOf, checks: list[dict[str, Any]], name: str
):
    _, said = answer(snapshot_of(tables(*checks)), name)
    for text in said:
        assert "nan" not in text
        assert "None" not in text
