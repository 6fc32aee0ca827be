"""Publishes the demonstration register, labelled as what it is."""

from __future__ import annotations

from collections.abc import Callable

from clausewatch.demonstration import DEMONSTRATION_DATE, SEED, VISITS, Demonstration
from clausewatch.model.errors import WrongUse
from clausewatch.model.message import message
from clausewatch.model.settings import Settings
from clausewatch.snapshots import Commit, Meta, Store
from clausewatch.state import Event, Log

MOST_VISITS = 100_000_000
_BY = "clausewatch demo"


def publish_demonstration(
    settings: Settings,
    visits: int = VISITS,
    seed: int = SEED,
    report: Callable[[float], None] | None = None,
) -> Commit:
    """Generate a register and make it the current snapshot, in bounded memory.

    Args:
        settings: whose data folder it goes to.
        visits: how many checks, 1 to 100 million.
        seed: the same seed and number give the same snapshot content.
        report: called with the share that is done, 0 to 1.

    Raises:
        WrongUse: a number or seed that cannot be.
        StoreFault, StoreBusy, StateFault: the data folder cannot be written.
    """
    if not 1 <= visits <= MOST_VISITS:
        raise WrongUse(
            message("demonstration.visits_out_of_range", most=MOST_VISITS), where=str(visits)
        )
    if seed < 0:
        raise WrongUse(message("demonstration.seed_below_zero"), where=str(seed))
    log = Log(settings.state)
    log.prepare()
    demonstration = Demonstration(visits, seed)
    done = 0
    with Store(settings.snapshots).draft() as draft:
        draft.write("contracts", demonstration.contracts)
        for chunk in demonstration.chunks():
            draft.append("visits", chunk.visits)
            draft.append("violations", chunk.violations)
            done += len(chunk.visits)
            if report:
                report(done / visits)
        for name, table in demonstration.small_tables().items():
            draft.write(name, table)
        commit = draft.commit(Meta(by=_BY, synthetic=True, register_date=DEMONSTRATION_DATE))
    log.add(_BY, Event.PUBLISH, snapshot=commit.snapshot.id)
    return commit
