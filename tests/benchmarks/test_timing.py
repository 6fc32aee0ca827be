from itertools import count

from benchmarks.timing import LEAST, MOST, medians


def test_pieces_of_work_take_turns_with_another_one_first():
    order: list[str] = []
    ticks = count()

    medians([lambda: order.append("a"), lambda: order.append("b")], 0, lambda: next(ticks))

    assert order[:2] == ["a", "b"]
    assert order[2:] == ["a", "b", "b", "a", "a", "b"]
    assert LEAST == 3


def test_the_median_is_in_milliseconds_and_repeating_is_bounded():
    runs = count()

    # The clock is read once before the turns, and once more in each turn from the third on.
    readings = [0.0]
    for turn in range(MOST):
        readings += ([float(turn)] if turn >= LEAST else []) + [float(turn), turn + 0.002]
    clock = iter(readings)
    found = medians([lambda: next(runs)], 1e9, lambda: next(clock))

    assert round(found[0], 6) == 2.0
    assert next(runs) == 1 + MOST
