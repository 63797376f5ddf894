"""What is found out about a list in the background: how it is meant, and what is asked about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crmdesk.core.domain import custom_fields as custom
from crmdesk.core.domain.customer import GENDERS
from crmdesk.core.i18n import _
from crmdesk.core.importing.setup import CUSTOMERS
from crmdesk.core.services import choices, custom_fields
from crmdesk.core.services import importing as service

if TYPE_CHECKING:
    from crmdesk.core.importing.questions import CompanyQuestion, DateQuestion, ValueQuestion
    from crmdesk.core.importing.setup import ImportSetup
    from crmdesk.core.importing.sheet import SheetFile
    from crmdesk.core.services.import_memory import SeenBefore
    from crmdesk.core.services.workspace import Workspace

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user said of a list: its sheet, its row of headers, and what it becomes.

    `header_index` counts only when `guess_header` is off; `recall` off guesses the columns anew.
    """

    sheet: str | None = None
    header_index: int | None = None
    guess_header: bool = True
    target: str = CUSTOMERS
    recall: bool = True


@dataclass(frozen=True, slots=True)
class Understood:
    """How a list seems to be meant, since when it is known, and when the file came in before."""

    setup: ImportSetup
    remembered: dt.date | None
    seen: SeenBefore | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What only the user can know: the order of dates, what values mean, whose the names are.

    `options` are the (code, words) a value of a field may become. `target`: what the list looks
    like instead of customers. `left_over` are the headers of columns nothing is known of.
    """

    dates: tuple[DateQuestion, ...] = ()
    values: tuple[ValueQuestion, ...] = ()
    company: CompanyQuestion | None = None
    options: Mapping[str, Options] = field(default_factory=dict)
    target: str = ""
    left_over: tuple[str, ...] = ()

    def unanswered(self) -> list[DateQuestion]:
        """Return the questions without whose answer nothing may be written."""
        return [one for one in self.dates if one.answer is None]


def understand(workspace: Workspace, file: SheetFile, wish: Wish) -> Understood:
    """Return how a list seems to be meant, as the last list with these headers if there was one.

    Raises CrmError for an empty sheet.
    """
    from crmdesk.core.services import import_memory

    made = service.begin(
        file,
        sheet=wish.sheet,
        header_index=wish.header_index,
        guess_header=wish.guess_header,
        catalogue=custom_fields.catalogue(workspace),
        target=wish.target,
    )
    seen = import_memory.seen(workspace, file)
    if wish.recall and (kept := import_memory.recall(workspace, made)) is not None:
        return Understood(kept, import_memory.remembered_on(workspace, made), seen)
    return Understood(made, None, seen)


def ask(workspace: Workspace, setup: ImportSetup) -> Asked:
    """Return what is to be asked about a list."""
    from crmdesk.core.importing import left_over, questions

    keys = dict.fromkeys(one.field for one in setup.mappings if one.field)
    lists = {key: setup.catalogue.by_key[key].list for key in keys}
    # A list of the owner may still be empty: every value is a new option of it then.
    options = {
        key: found for key in keys if (found := _options(workspace, setup, key)) or lists[key]
    }
    labels = {lists[key]: dict(found) for key, found in options.items()}
    return Asked(
        tuple(questions.date_questions(setup)),
        tuple(questions.value_questions(setup, labels)),
        questions.company_question(setup),
        options,
        questions.target_question(setup),
        tuple(one.header for one in left_over.columns(setup)),
    )


def _options(workspace: Workspace, setup: ImportSetup, key: str) -> Options:
    field = setup.catalogue.by_key[key]
    if field.type == "gender":
        return tuple((code, _(words)) for code, words in GENDERS.items())
    if field.type == "custom_yes_no":
        codes = (custom.YES, custom.NO)
        return tuple((code, custom.show_value(custom.YES_NO, code)) for code in codes)
    if not field.list:
        return ()
    found = choices.choices(workspace, field.list, counted=False)
    return tuple((one.code, one.show()) for one in found)
