"""What can be wrong: problems in the user's data, and failures told in one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from crmdesk.core.i18n import in_a_row


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the user's data, with its place (row 1-based as in the file)."""

    message: str
    advice: str = ""
    row: int | None = None
    column: str | None = None
    value: str | None = None
    sheet: str | None = None


class CrmError(Exception):
    """An expected failure: one sentence, and one piece of advice."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return in_a_row((self.message, self.advice))


class FileProblem(CrmError):
    """A file cannot be read or written as asked."""


class PasswordNeeded(FileProblem):
    """A file opens with a password only, or the password given was not the right one."""


class DatabaseProblem(CrmError):
    """A database cannot be opened, or does not hold what it should."""


class NoRoom(DatabaseProblem):
    """The disk is full, or does not answer."""


class NotFound(CrmError):
    """The thing asked for is not in the database."""


class Cancelled(CrmError):
    """The user stopped a long task; nothing was changed."""
