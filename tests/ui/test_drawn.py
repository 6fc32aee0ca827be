"""Charts are drawn once, and never for somebody else's result."""

from clausewatch.charts import Chart, ChartKind, Point, Reference, Series, Unit
from clausewatch.model.message import Bilingual, message
from clausewatch.model.viewer import Language
from clausewatch.ui import drawn


def _chart(value: float = 0.5) -> Chart:
    return Chart(
        kind=ChartKind.INTERVALS,
        title=message("word.all"),
        subtitle=message("word.all"),
        unit=Unit.SHARE,
        series=(Series("rate", "rate", (Point("here", value, low=0.4, high=0.6, k=5, n=10),)),),
        references=(Reference(0.3, Bilingual("da", "en"), "somewhere"),),
    )


def _figure(chart: Chart, language: Language = Language.DANISH):
    return drawn.figure(chart, language, "light", "wide", None)


def test_the_same_chart_is_drawn_once():
    chart = _chart()

    assert _figure(chart) is _figure(chart)
    assert _figure(chart) is not _figure(chart, Language.ENGLISH)


def test_an_equal_chart_of_another_result_is_drawn_for_itself():
    assert _figure(_chart()) is not _figure(_chart())


def test_published_figures_can_be_left_out_and_are_so_once():
    chart = _chart()

    assert drawn.without_references(chart).references == ()
    assert drawn.without_references(chart) is drawn.without_references(chart)
    assert drawn.alone(drawn.alone(chart)) is drawn.alone(chart)
