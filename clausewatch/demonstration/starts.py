"""The ways a case may begin, and how often each does.

An external auditor draws papers at random until the summer of 2017; from then on the city's own
people choose by risk and come unannounced, and a small part stays random so that there is
something to compare with. Goods follow from 2021, environment from 2024.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from clausewatch.demonstration.mechanism import METHODS, Informed
from clausewatch.demonstration.sites import CLAUSES
from clausewatch.model.codes import Clause, Method, PerformedBy, Trigger

TRIGGERS = tuple(Trigger)
PERFORMERS = tuple(PerformedBy)

#: From when each era runs, and how many checks a year it makes, relative to the others.
ERAS: tuple[tuple[date, str, float], ...] = (
    (date(2014, 3, 1), "auditor", 0.55),
    (date(2015, 1, 1), "auditor", 0.80),
    (date(2017, 7, 1), "transition", 0.75),
    (date(2018, 1, 1), "labour", 1.08),
    (date(2020, 3, 1), "labour", 0.85),
    (date(2020, 9, 1), "labour", 1.10),
    (date(2021, 7, 1), "goods", 1.12),
    (date(2024, 1, 1), "environment", 1.20),
)


@dataclass(frozen=True)
class Start:
    """One way a case may begin.

    Attributes:
        method, trigger, clause, performed_by: of its first check.
        screening: whether a suspicion leads to document checks.
        weights: its weight among the cases of an era; none where it does not occur.
        abroad: only sites abroad.
    """

    method: Method
    trigger: Trigger
    clause: Clause
    performed_by: PerformedBy
    screening: bool
    weights: Mapping[str, float]
    abroad: bool = False

    @property
    def informed(self) -> Informed:
        told = {Trigger.TIP, Trigger.MEDIA, Trigger.SUPPLIER_REPORT, Trigger.FOLLOW_UP}
        # Training and environment: the papers to ask for are known, and hard to hide.
        asked = self.clause in {Clause.TRAINING, Clause.ENVIRONMENT}
        return Informed.TIP if asked or self.trigger in told else Informed.ROUTINE


_Begins = tuple[Method, Trigger, float] | tuple[Method, Trigger, float, PerformedBy]

_BY_AUDITOR: tuple[_Begins, ...] = (
    (Method.DOCUMENT_REVIEW, Trigger.RANDOM, 80),
    (Method.DOCUMENT_REVIEW, Trigger.RISK_BASED, 8),
    (Method.DOCUMENT_REVIEW, Trigger.TIP, 3),
    (Method.ONSITE_ANNOUNCED, Trigger.RANDOM, 5),
    (Method.ONSITE_ANNOUNCED, Trigger.RISK_BASED, 2),
    (Method.ONSITE_UNANNOUNCED, Trigger.TIP, 1),
)
_LABOUR: tuple[_Begins, ...] = (
    (Method.SCREENING_VISIT, Trigger.RISK_BASED, 25),
    (Method.SCREENING_VISIT, Trigger.TIP, 4),
    (Method.SCREENING_VISIT, Trigger.RANDOM, 4),
    (Method.SCREENING_VISIT, Trigger.JOINT_ACTION, 2.5),
    (Method.SCREENING_VISIT, Trigger.MEDIA, 0.8),
    (Method.ONSITE_UNANNOUNCED, Trigger.RISK_BASED, 9),
    (Method.ONSITE_UNANNOUNCED, Trigger.TIP, 2.5),
    (Method.ONSITE_UNANNOUNCED, Trigger.RANDOM, 3),
    (Method.ONSITE_UNANNOUNCED, Trigger.MEDIA, 0.5),
    (Method.ONSITE_UNANNOUNCED, Trigger.JOINT_ACTION, 1.2, PerformedBy.LABOUR_INSPECTORATE),
    (Method.ONSITE_SEMI_ANNOUNCED, Trigger.RISK_BASED, 3.5),
    (Method.ONSITE_SEMI_ANNOUNCED, Trigger.RANDOM, 1),
    (Method.ONSITE_ANNOUNCED, Trigger.RISK_BASED, 2.5),
    (Method.ONSITE_ANNOUNCED, Trigger.RANDOM, 1),
    (Method.OFFSITE_INTERVIEW, Trigger.TIP, 0.8),
    (Method.OFFSITE_INTERVIEW, Trigger.RISK_BASED, 0.6),
    (Method.DOCUMENT_REVIEW, Trigger.RANDOM, 6),
    (Method.DOCUMENT_REVIEW, Trigger.RISK_BASED, 6),
    (Method.DOCUMENT_REVIEW, Trigger.TIP, 4),
    (Method.DOCUMENT_REVIEW, Trigger.MEDIA, 0.4),
    (Method.DOCUMENT_REVIEW, Trigger.SUPPLIER_REPORT, 1.5),
    (Method.RECONNAISSANCE, Trigger.RISK_BASED, 6),
    (Method.RECONNAISSANCE, Trigger.TIP, 1),
    (Method.ONSITE_UNANNOUNCED, Trigger.FOLLOW_UP, 0.9),
    (Method.DOCUMENT_REVIEW, Trigger.FOLLOW_UP, 0.9),
)
_TRAINING: tuple[_Begins, ...] = (
    (Method.DOCUMENT_REVIEW, Trigger.RISK_BASED, 11),
    (Method.DOCUMENT_REVIEW, Trigger.RANDOM, 5),
    (Method.ONSITE_ANNOUNCED, Trigger.RISK_BASED, 1.6),
    (Method.ONSITE_UNANNOUNCED, Trigger.RANDOM, 0.9),
)
_GOODS_ABROAD: tuple[_Begins, ...] = (
    (Method.SOCIAL_AUDIT_REVIEW, Trigger.RISK_BASED, 3.2),
    (Method.SOCIAL_AUDIT_REVIEW, Trigger.RANDOM, 1),
    (Method.SOCIAL_AUDIT_REVIEW, Trigger.JOINT_ACTION, 0.7, PerformedBy.NATIONAL_BODY),
    (Method.PARTNER_MONITORING, Trigger.RISK_BASED, 3, PerformedBy.PARTNER_ORGANISATION),
    (Method.PARTNER_MONITORING, Trigger.TIP, 0.5, PerformedBy.PARTNER_ORGANISATION),
    (Method.ONSITE_ANNOUNCED, Trigger.RISK_BASED, 1.2),
    (Method.ONSITE_ANNOUNCED, Trigger.RANDOM, 0.5),
    (Method.ONSITE_SEMI_ANNOUNCED, Trigger.RISK_BASED, 1.8),
    (Method.ONSITE_SEMI_ANNOUNCED, Trigger.RANDOM, 0.5),
    (Method.ONSITE_UNANNOUNCED, Trigger.RISK_BASED, 0.9),
    (Method.ONLINE_INTERVIEW, Trigger.RISK_BASED, 1.5),
    (Method.ONLINE_INTERVIEW, Trigger.TIP, 0.4),
    (Method.OFFSITE_INTERVIEW, Trigger.RISK_BASED, 0.9),
    (Method.OFFSITE_INTERVIEW, Trigger.TIP, 0.4),
)
_GOODS: tuple[_Begins, ...] = (
    (Method.SELF_ASSESSMENT, Trigger.SUPPLIER_REPORT, 1.8),
    (Method.SELF_ASSESSMENT, Trigger.RANDOM, 0.7),
    (Method.DOCUMENT_REVIEW, Trigger.RISK_BASED, 2),
    (Method.DOCUMENT_REVIEW, Trigger.RANDOM, 1.2),
)
_ENVIRONMENT: tuple[_Begins, ...] = (
    (Method.DOCUMENT_REVIEW, Trigger.RISK_BASED, 2.2),
    (Method.DOCUMENT_REVIEW, Trigger.RANDOM, 0.5),
    (Method.ONSITE_UNANNOUNCED, Trigger.RISK_BASED, 1),
    (Method.ONSITE_ANNOUNCED, Trigger.RANDOM, 0.4),
)
#: What the weights above are multiplied with in each era.
_AUDITOR_TIMES = {"auditor": 1.0, "transition": 0.5}
_LABOUR_TIMES = {"transition": 0.5, "labour": 1.0, "goods": 0.88, "environment": 0.85}
_TRAINING_TIMES = {"transition": 0.33, "labour": 1.0, "goods": 1.0, "environment": 1.0}
_GOODS_TIMES = {"labour": 0.15, "goods": 1.0, "environment": 1.0}
_ENVIRONMENT_TIMES = {"goods": 0.1, "environment": 1.0}
_WITHOUT_SUSPICION = {Method.DOCUMENT_REVIEW, Method.RECONNAISSANCE}


def _starts(
    table: tuple[_Begins, ...],
    clause: Clause,
    times: Mapping[str, float],
    by: PerformedBy = PerformedBy.IN_HOUSE,
    *,
    abroad: bool = False,
) -> tuple[Start, ...]:
    own_labour = clause is Clause.LABOUR and by is PerformedBy.IN_HOUSE
    return tuple(
        Start(
            method=row[0],
            trigger=row[1],
            clause=clause,
            performed_by=row[3] if len(row) == 4 else by,
            screening=own_labour and row[0] not in _WITHOUT_SUSPICION,
            weights={era: row[2] * factor for era, factor in times.items()},
            abroad=abroad,
        )
        for row in table
    )


STARTS: tuple[Start, ...] = (
    *_starts(_BY_AUDITOR, Clause.LABOUR, _AUDITOR_TIMES, PerformedBy.EXTERNAL_AUDITOR),
    *_starts(_LABOUR, Clause.LABOUR, _LABOUR_TIMES),
    *_starts(_TRAINING, Clause.TRAINING, _TRAINING_TIMES),
    *_starts(_GOODS_ABROAD, Clause.CSR, _GOODS_TIMES, abroad=True),
    *_starts(_GOODS, Clause.CSR, _GOODS_TIMES),
    *_starts(_ENVIRONMENT, Clause.ENVIRONMENT, _ENVIRONMENT_TIMES),
)
"""Every way a case may begin; a case names one by its position here."""

#: Chance that a case begun at random is looked at a second time the other way round.
TWIN = {PerformedBy.EXTERNAL_AUDITOR: 0.05, PerformedBy.IN_HOUSE: 0.3}


def twin_of(start: Start) -> int | None:
    """The way a second, independent look at the same site begins; None where there is none."""
    if start.trigger is not Trigger.RANDOM or start.clause is not Clause.LABOUR:
        return None
    desk = start.method is Method.DOCUMENT_REVIEW
    if desk and start.performed_by is PerformedBy.EXTERNAL_AUDITOR:
        wanted = Method.ONSITE_ANNOUNCED
    else:
        wanted = Method.ONSITE_UNANNOUNCED if desk else Method.DOCUMENT_REVIEW
    return next(
        position
        for position, other in enumerate(STARTS)
        if (other.method, other.trigger, other.clause, other.performed_by)
        == (wanted, Trigger.RANDOM, start.clause, start.performed_by)
    )


METHOD_OF_START = np.array([METHODS.index(start.method) for start in STARTS])
TRIGGER_OF_START = np.array([TRIGGERS.index(start.trigger) for start in STARTS])
CLAUSE_OF_START = np.array([CLAUSES.index(start.clause) for start in STARTS])
PERFORMER_OF_START = np.array([PERFORMERS.index(start.performed_by) for start in STARTS])
SCREENS = np.array([start.screening for start in STARTS])
INFORMED_OF_START = np.array([int(start.informed) for start in STARTS])
"""The parts of ``STARTS``, to look up by position."""
