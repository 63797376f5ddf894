"""The birthday of a row, out of one cell or several, and what is doubtful about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.date_text import not_a_date
from crmdesk.core.domain.dates import parse_birthday
from crmdesk.core.domain.normalise import clean_text
from crmdesk.core.domain.problems import Problem
from crmdesk.core.domain.values import BadValue, shown
from crmdesk.core.i18n import _
from crmdesk.core.importing.row_so_far import ListFacts, RowSoFar, tell
from crmdesk.core.importing.sheet import Cell

_LONGEST_LUNAR_MONTH: Final = 30
_OLDEST: Final = 110
# 1 January of these years is what programs write where they know no date.
_FIRST_DAYS: Final = frozenset({1900, 1904, 1970})
_IN_PARTS: Final = {"birth_year": "year", "birth_month": "month", "birth_day": "day"}


class Birthdays:
    """Reads the birthday of each row and tells the doubtful ones at their cell."""

    def __init__(self, headers: Mapping[str, str], facts: ListFacts) -> None:
        self._headers = headers
        self._facts = facts
        self._oldest = facts.today.year - _OLDEST
        self._this_year = facts.today.year
        self._parts = [key for key in _IN_PARTS if key in headers]

    def read(self, row: RowSoFar) -> Birthday | None:
        """Return the birthday a row tells, None for none; doubts become problems of the row."""
        values = row.values
        cell, lunar = values.get("birthday"), values.get("birthday_lunar")
        found = None
        if cell is not None:
            if lunar is not None:
                self._keep_in_words(row, "birthday_lunar")
            found = self._read(row, cell, "birthday", bool(values.get("birthday_type")))
        elif lunar is not None:
            found = self._read(row, lunar, "birthday_lunar", True)
        elif "birth_month" in values and "birth_day" in values:
            text = f"{values.get('birth_year', '-')}-{values['birth_month']}-{values['birth_day']}"
            return self._read(row, text, "birth_day", False)
        return self._with_parts(row, found) if self._parts else found

    def _with_parts(self, row: RowSoFar, found: Birthday | None) -> Birthday | None:
        """Return a birthday with the year of another column; what else differs stays in words."""
        for key in self._parts:
            if key not in row.values:
                continue
            number = _number(row.values[key])
            if found is not None and number is not None:
                if key == "birth_year" and found.year is None and not found.lunar:
                    found = _in_year(found, number, self._this_year)
                if number == getattr(found, _IN_PARTS[key]):
                    continue
            self._keep_in_words(row, key)
        return found

    def _read(self, row: RowSoFar, cell: Any, key: str, lunar: bool) -> Birthday | None:
        try:
            found = cell
            if not isinstance(cell, Birthday):
                found = parse_birthday(
                    cell, lunar=lunar, epoch_1904=self._facts.epoch_1904, this_year=self._this_year
                )
            elif lunar and not cell.lunar:
                if cell.day > _LONGEST_LUNAR_MONTH:
                    raise not_a_date(cell.to_text())
                found = Birthday(cell.month, cell.day, cell.year, True)
            year = found.year
            if year is None or (self._oldest < year < self._this_year and year not in _FIRST_DAYS):
                return found  # type: ignore[no-any-return]
            self._doubt(row, found, key)
        except BadValue as bad:
            told: Cell = cell.to_text() if isinstance(cell, Birthday) else cell
            tell(row, self._headers[key], told, bad, self._facts.sheet)
            return None
        return found  # type: ignore[no-any-return]

    def _doubt(self, row: RowSoFar, found: Birthday, key: str) -> None:
        """Tell a day that can hardly be true; what an own export holds must still come back."""
        year = found.year or 0
        text = found.to_text()
        if year in _FIRST_DAYS and (found.month, found.day) == (1, 1):
            message = _("The birthday {value} may stand for no date.").format(value=text)
        elif year <= self._oldest:
            message = _("With the birthday {value} the age is over {years}.").format(
                value=text, years=_OLDEST
            )
        elif not found.lunar and dt.date(year, found.month, found.day) > self._facts.today:
            message = _("The birthday {value} is in the future.").format(value=text)
        else:
            return
        row.problems.append(
            Problem(
                message,
                _("It was taken as it is; look whether it is right."),
                row.number,
                self._headers[key],
                shown(text),
                self._facts.sheet,
            )
        )

    def _keep_in_words(self, row: RowSoFar, key: str) -> None:
        """Keep in the notes what has no place of its own in this row."""
        row.notes.append(f"{self._headers[key]}: {clean_text(row.values[key])}")


def _number(cell: Cell) -> int | None:
    text = clean_text(cell).rstrip("年月日号份")
    return int(text) if text.isdecimal() else None


def _in_year(birthday: Birthday, year: int, this_year: int) -> Birthday:
    """Return a birthday in a year, or as it is where it was not on a day of that year."""
    try:
        in_year = replace(birthday, year=year)
    except ValueError:
        # No 29 February; the year is told beside the birthday.
        return birthday
    return in_year if this_year - _OLDEST < year <= this_year else birthday
