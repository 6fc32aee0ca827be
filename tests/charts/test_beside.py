from __future__ import annotations

from dataclasses import replace
from datetime import date

from clausewatch.charts.beside import Span, beside, milestones_within, references_within
from clausewatch.charts.canvas import canvas
from clausewatch.charts.timeline import milestone_marks, timeline
from clausewatch.model.viewer import Language
from tests.charts.examples import INTERVALS, MONEY, TREND


def test_a_span_runs_to_the_end_of_the_last_period():
    assert Span.of(TREND) == Span(date(2015, 1, 1), date(2023, 1, 1), "year")
    assert Span.of(INTERVALS) is None


def test_only_milestones_within_the_span_are_drawn():
    assert [m.label.en for m in milestones_within(TREND)] == [
        "task force",
        "shortly after",
        "very late in the period",
    ]
    assert milestones_within(INTERVALS) == ()


def test_a_published_figure_stands_at_its_row_else_at_its_series():
    group, row, neither = INTERVALS.references

    assert [point.key for point in beside(INTERVALS, row)] == ["document_review"]
    assert [point.key for point in beside(INTERVALS, group)] == [
        "onsite_unannounced",
        "onsite_announced",
        "screening_visit",
    ]
    assert beside(INTERVALS, neither) == ()
    assert references_within(INTERVALS) == (group, row)


def test_a_published_figure_of_another_time_is_not_drawn():
    assert [reference.label.en for reference in references_within(TREND)] == ["half"]


def test_a_published_figure_of_the_whole_chart_stands_beside_every_point():
    reference = replace(INTERVALS.references[0], key=None)

    assert len(beside(INTERVALS, reference)) == 6


def test_charts_without_references_draw_none():
    assert references_within(MONEY) == ()


def test_words_of_milestones_do_not_lie_on_each_other():
    for width in ("wide", "narrow"):
        board = canvas(TREND, Language.ENGLISH, "light", width)
        marks, pixels = milestone_marks(board, timeline(TREND))
        first, second, last = marks["annotations"]

        assert first["yshift"] > second["yshift"], "the earlier one lies above the later"
        assert last["xanchor"] == "right", "near the edge words lie left of the line"
        assert pixels > max(note["yshift"] for note in marks["annotations"]) - 2
