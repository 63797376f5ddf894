"""What is worth knowing of a list before it is taken over, each as one sentence."""

from __future__ import annotations

from pathlib import PurePath

from crmdesk.core.i18n import ngettext
from crmdesk.core.importing.readers.problems import error_cells
from crmdesk.core.importing.setup import ImportSetup
from crmdesk.ui.kit import plain


def facts(setup: ImportSetup) -> list[str]:
    """Return the sentences, the ones that may change what the user does first."""
    found = [*_errors(setup), *_warnings(setup), *_hidden(setup), *_merged(setup)]
    # Pasted rows, whose name has no ending, were never kept in characters of a kind.
    pasted = not PurePath(setup.file.path_name).suffix and setup.file.encoding == "utf-8"
    if setup.file.encoding_sentence and not pasted:
        found.append(setup.file.encoding_sentence)
    return [plain.one_line(text) for text in found]


def _errors(setup: ImportSetup) -> list[str]:
    errors = setup.sheet.errors
    if not errors:
        return []
    first = errors[0]
    words = ngettext(
        "{count:,} cell holds an error such as {text} and is read as empty: {place}.",
        "{count:,} cells hold an error such as {text} and are read as empty; the first is {place}.",
        len(errors),
    )
    place = setup.sheet.address(first.row, first.column)
    return [words.format(count=len(errors), text=first.text, place=place)]


def _warnings(setup: ImportSetup) -> list[str]:
    # The reader counts the cells with errors as well, without their places.
    counted = error_cells(sum(len(sheet.errors) for sheet in setup.file.sheets))
    return [text for text in setup.file.warnings if text != counted or not setup.sheet.errors]


def _hidden(setup: ImportSetup) -> list[str]:
    names = [sheet.name for sheet in setup.file.sheets if sheet.hidden and sheet.rows]
    if not names:
        return []
    words = ngettext(
        "{count} sheet of this file is hidden: {names}.",
        "{count} sheets of this file are hidden: {names}.",
        len(names),
    )
    return [words.format(count=len(names), names=", ".join(names[:5]))]


def _merged(setup: ImportSetup) -> list[str]:
    first = setup.first_data
    filled = [area for area in setup.sheet.merged if area.top >= first and area.bottom > area.top]
    if not filled:
        return []
    words = ngettext(
        "{count:,} merged cell fills all its rows.",
        "{count:,} merged cells fill all their rows.",
        len(filled),
    )
    return [words.format(count=len(filled))]
