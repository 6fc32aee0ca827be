"""One family of errors: what happened, where, and what to do about it."""

from __future__ import annotations

from clausewatch.model.message import Message


class ClauseWatchError(Exception):
    """An error a person can act on, in whichever language they read.

    Attributes:
        what: what happened, one sentence.
        where: the file, sheet, row, column, word or setting it happened in; may be empty.
        remedy: what to do about it; None when nothing can be done.
        exit_code: what the command line ends with.
    """

    exit_code = 3

    def __init__(self, what: Message, *, where: str = "", remedy: Message | None = None) -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(what, where, remedy)


class WrongUse(ClauseWatchError):
    """Asked for something that does not exist or does not fit together."""

    exit_code = 2


class DataError(ClauseWatchError):
    """The data themselves are at fault."""

    exit_code = 1


class Refused(ClauseWatchError):
    """The viewer may not see or do this."""

    exit_code = 2
