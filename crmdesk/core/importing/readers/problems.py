"""The sentences in which a file is refused."""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import Final

from crmdesk.core.domain.problems import FileProblem, PasswordNeeded
from crmdesk.core.i18n import _, ngettext

# What the standard library raises for archives that break off or contradict themselves; an unknown
# way of packing is "not implemented" to it.
BROKEN_ARCHIVE: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
    struct.error,
    zlib.error,
)
# What is raised for a broken container of streams, as old workbooks are; one whose parts name each
# other in a circle is followed until nothing is left to follow it with.
BROKEN_CONTAINER: Final = (
    OSError,
    ValueError,
    IndexError,
    TypeError,
    AttributeError,
    RecursionError,
    struct.error,
)


class ReaderFailed(Exception):
    """This reader cannot read the file; the next one of its kind may."""


class NothingFound(ReaderFailed):
    """The reader gave no cells at all, where the file was seen to hold some."""


def is_panic(error: BaseException) -> bool:
    """Tell whether the workbook library gave up in its own, uncatchable-looking way."""
    kind = type(error)
    return kind.__name__ == "PanicException" and kind.__module__.startswith("pyo3_runtime")


def save_again() -> str:
    """Return the advice that helps with most files that cannot be read."""
    return _("Open it in Excel or WPS, save it again as .xlsx, and import that file.")


def damaged() -> FileProblem:
    """Return the problem of a file that breaks off or contradicts itself."""
    return FileProblem(_("This file could not be read: it seems to be damaged."), save_again())


def password_needed() -> PasswordNeeded:
    """Return the problem of a file that opens with a password, before one was given."""
    return PasswordNeeded(
        _("This file is protected by a password."),
        _("Give the password with which it opens in Excel or WPS."),
    )


def password_wrong() -> PasswordNeeded:
    """Return the problem of a password that does not open the file."""
    return PasswordNeeded(
        _("This password does not open the file."),
        _("Try again; capital and small letters are told apart."),
    )


def locked_without_help() -> FileProblem:
    """Return the problem of a file whose kind of protection cannot be taken off here."""
    return FileProblem(
        _("This file is protected by a password."),
        _("Open it in Excel or WPS, save a copy without a password, and import the copy."),
    )


def error_cells(count: int) -> str:
    """Return the sentence about cells that hold an error such as `#N/A` instead of a value."""
    return ngettext(
        "{count} cell holds an error such as #N/A and is read as empty.",
        "{count} cells hold an error such as #N/A and are read as empty.",
        count,
    ).format(count=count)


def too_large() -> FileProblem:
    """Return the problem of a file that needs more memory or room than it may take."""
    return FileProblem(
        _("This file is too large to be read."),
        _("Split it into several smaller files and import them one after another."),
    )


def claims_too_much(sheet: str) -> FileProblem:
    """Return the problem of a sheet whose cells lie impossibly far apart."""
    return FileProblem(
        _("The sheet “{sheet}” claims more rows and columns than can be read.").format(sheet=sheet),
        _("Copy only the cells that hold your list into a new file and import that."),
    )


def too_wide(sheet: str, limit: int) -> FileProblem:
    """Return the problem of a sheet that uses more columns than any list of customers."""
    return FileProblem(
        _("The sheet “{sheet}” uses more than {limit} columns.").format(sheet=sheet, limit=limit),
        _("A list has one row per customer: keep the columns you need and import again."),
    )


def nothing_in_it() -> FileProblem:
    """Return the problem of a file without a single filled cell."""
    return FileProblem(
        _("There is nothing in this file."),
        _("Choose a file with one row per customer."),
    )
