"""What only the user can know of a list: the order of its dates, its values, its companies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from crmdesk.core.domain.choices import DEFAULTS, code_of_label
from crmdesk.core.domain.custom_fields import YES_NO, parse_value
from crmdesk.core.domain.dates import day_first
from crmdesk.core.domain.folding import fold_key
from crmdesk.core.domain.normalise import clean_text, normal_gender
from crmdesk.core.domain.values import BadValue
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.importing import (
    activity_mapping,
    complaint_mapping,
    date_columns,
    value_guess,
    words_for_nothing,
)
from crmdesk.core.importing.mapping import ColumnMapping
from crmdesk.core.importing.setup import ACTIVITIES, COMPLAINTS, CUSTOMERS, ImportSetup, data_rows
from crmdesk.core.importing.sheet import Cell

Labels = Mapping[str, Mapping[str, str]]
_GENDER: Final = "gender"
_YES_NO: Final = "custom_yes_no"
_TOLD: Final = frozenset({_GENDER, _YES_NO})
_PERSON_KEYS: Final = ("name", "family_name", "given_name")
# Fewer persons than that at a company, and the companies are no customers of their own.
_PERSONS_PER_COMPANY: Final = 1.25


@dataclass(frozen=True, slots=True)
class DateQuestion:
    """A column whose dates can be read in two ways: a sample, and both readings in words.

    `answer` is the order the user chose, `day` or `month`, None while it is open.
    """

    column: int
    header: str
    sample: str
    day_first_text: str
    month_first_text: str
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class ValueQuestion:
    """A value written in a column of choices: how often, and what it becomes.

    `becomes` is a code, the text itself for a new option, or nothing. `known`: it needs no answer.
    """

    key: str
    column: int
    header: str
    text: str
    count: int
    becomes: str
    known: bool


@dataclass(frozen=True, slots=True)
class CompanyQuestion:
    """Whether each company becomes one customer with its contact persons, with the numbers."""

    companies: int
    persons: int
    answer: bool

    def show(self) -> str:
        """Return the numbers in words, such as `12 companies with 31 contact persons`."""
        companies = ngettext("{count} company", "{count} companies", self.companies)
        persons = ngettext("{count} contact person", "{count} contact persons", self.persons)
        return _("{companies} with {persons}").format(
            companies=companies.format(count=self.companies),
            persons=persons.format(count=self.persons),
        )


def date_questions(setup: ImportSetup) -> list[DateQuestion]:
    """Return the columns of dates that can be read both as day/month and as month/day."""
    found = []
    for mapping in setup.mappings:
        if not date_columns.holds_dates(mapping, setup.catalogue):
            continue
        cells = [cell for _index, cell in _column(setup, mapping.index)]
        if day_first(cells) is not None:
            continue
        sample, month, day = date_columns.two_readings(cells)
        answer = setup.date_orders.get(mapping.index)
        found.append(DateQuestion(mapping.index, mapping.header, sample, day, month, answer))
    return found


def value_questions(setup: ImportSetup, labels: Labels) -> list[ValueQuestion]:
    """Return every value of the columns of choices, unknown ones first, then the frequent ones.

    `labels` are the owner's choices: by list, label by code.
    """
    found = []
    blank = words_for_nothing.columns(setup.file, setup.mappings)
    for mapping in setup.mappings:
        field = setup.catalogue.by_key.get(mapping.field or "")
        if field is None or not (field.type in _TOLD or (field.list and not field.many)):
            continue
        counted = Counter(clean_text(cell) for _index, cell in _column(setup, mapping.index))
        counted.pop("", None)
        answers = setup.value_maps.get(field.key, {})
        for text, count in counted.items():
            if mapping.index in blank and words_for_nothing.says(text):
                continue
            if field.type == _GENDER:
                becomes, known = _gender(text, counted)
            elif field.type == _YES_NO:
                becomes, known = _yes_or_no(text)
            else:
                becomes, known = _choice(field.list, text, labels)
            if text in answers:
                becomes, known = answers[text], True
            found.append(
                ValueQuestion(field.key, mapping.index, mapping.header, text, count, becomes, known)
            )
    return sorted(found, key=lambda one: (one.column, one.known, -one.count, one.text))


def company_question(setup: ImportSetup) -> CompanyQuestion | None:
    """Return the question whether companies become customers, None where a list has no such."""
    if setup.target != CUSTOMERS:
        return None
    keys: dict[str | None, ColumnMapping] = {one.field: one for one in setup.mappings}
    company = keys.get("company") or (keys.get("name") if "contact_person" in keys else None)
    person = keys.get("contact_person") if company is keys.get("name") else None
    if person is None:
        person = next((keys[key] for key in _PERSON_KEYS if key in keys), None)
    if company is None or person is None or company is person:
        return None
    persons: set[tuple[str, str]] = set()
    names: set[str] = set()
    for _index, cells in data_rows(setup):
        name = _text(cells[company.index] if company.index < len(cells) else None)
        if not name:
            continue
        names.add(name)
        if who := _text(cells[person.index] if person.index < len(cells) else None):
            persons.add((name, who))
    if not names or len(persons) < len(names) * _PERSONS_PER_COMPANY:
        return None
    return CompanyQuestion(len(names), len(persons), setup.companies)


def target_question(setup: ImportSetup) -> str:
    """Return what a list that is to become customers looks like instead, else nothing."""
    if setup.target != CUSTOMERS or setup.header_index is None:
        return ""
    first = setup.first_data
    rows = setup.sheet.rows[first : first + value_guess.LOOKED_AT]
    headers = [one.meant or one.header for one in setup.mappings]
    if complaint_mapping.looks_like_complaints(headers):
        return COMPLAINTS
    return ACTIVITIES if activity_mapping.looks_like_contacts(headers, rows) else ""


def _text(cell: Cell) -> str:
    return "" if cell is None else fold_key(clean_text(cell))


def _column(setup: ImportSetup, column: int) -> Iterator[tuple[int, Cell]]:
    for index, cells in data_rows(setup):
        if column < len(cells) and cells[column] is not None:
            yield index, cells[column]


def _gender(text: str, counted: Mapping[str, int]) -> tuple[str, bool]:
    # Where 2 stands beside 1 and nobody is 0, it may well mean a woman.
    if text == "2" and "0" not in counted and "1" in counted:
        return "", False
    if value_guess.is_title_of_anyone(text):
        return "", True
    try:
        return normal_gender(text), True
    except BadValue:
        return "", False


def _yes_or_no(text: str) -> tuple[str, bool]:
    try:
        return parse_value(YES_NO, text), True
    except BadValue:
        return "", False


def _choice(list_name: str, text: str, labels: Labels) -> tuple[str, bool]:
    own = labels.get(list_name, {})
    code = code_of_label(list_name, text, own)
    return code, code in own or code in DEFAULTS.get(list_name, ())
