"""The shop's forms for visits: made, changed, put in order, and given to visits."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any, Final

from crmdesk.core.domain import lengths
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.custom_fields import CHOICE, DATE, NUMBER, TEXT, YES_NO
from crmdesk.core.domain.lengths import Measured
from crmdesk.core.domain.normalise import clean_text
from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.domain.visit_forms import (
    TYPES,
    Question,
    VisitForm,
    form_for,
    question_data,
    question_of,
)
from crmdesk.core.i18n import _
from crmdesk.core.services.workspace import Workspace, Writing, operate
from crmdesk.core.store import kept_settings, visit_rounds
from crmdesk.core.store.database import Connection

KEY: Final = "visit_forms"


def forms(workspace: Workspace) -> list[VisitForm]:
    """Return the shop's forms in their order."""
    with workspace.database.read() as connection:
        return forms_of(connection)


def forms_of(connection: Connection) -> list[VisitForm]:
    """Return the forms as a connection sees them."""
    found: list[dict[str, Any]] = kept_settings.setting(connection, KEY, [])
    return [
        VisitForm(
            key=one["key"],
            name=one["name"],
            questions=tuple(question_of(question) for question in one["questions"]),
            purposes=tuple(one["purposes"]),
        )
        for one in found
    ]


def key_for(connection: Connection, purpose: str) -> str:
    """Return the key of the form that a purpose asks for, or nothing."""
    found = form_for(forms_of(connection), purpose)
    return found.key if found else ""


def proposals() -> list[VisitForm]:
    """Return forms to begin with, in the user's language."""
    return [
        VisitForm(
            name=_("Measuring"),
            purposes=(_("measure"),),
            questions=(
                Question(_("What is to be measured?")),
                Question(_("Width in cm"), NUMBER),
                Question(_("Height in cm"), NUMBER),
                Question(_("Is the place easy to reach?"), YES_NO),
                Question(_("Material"), CHOICE, (_("Standard"), _("Better"), _("Best"))),
                Question(_("Wanted by"), DATE),
                Question(_("To keep in mind")),
            ),
        ),
        VisitForm(
            name=_("Return visit"),
            purposes=(_("return visit"),),
            questions=(
                Question(
                    _("How content is the customer?"),
                    CHOICE,
                    (_("Very content"), _("Content"), _("Not content")),
                ),
                Question(_("Does everything work?"), YES_NO),
                Question(_("What should be better?")),
                Question(_("Would they recommend us?"), YES_NO),
                Question(_("What do they need next?")),
                Question(_("When to visit again"), DATE),
            ),
        ),
    ]


def add_proposals(workspace: Workspace) -> Changes:
    """Keep the forms to begin with that are not there yet by name."""
    with operate(workspace, "visit_form.save") as writing:
        known = forms_of(writing.connection)
        names = {form.name for form in known}
        for form in proposals():
            if form.name not in names:
                known.append(dataclasses.replace(form, key=_new_key(writing.connection, known)))
        _write(writing, known)
        writing.describe(name=known[-1].name)
        writing.message = _("The visit forms were added.")
    return writing.changes()


def save(workspace: Workspace, form: VisitForm) -> Changes:
    """Keep a new form (without a key) or a changed one; visits keep what was answered.

    Raises CrmError for a form without a name or a question, NotFound for one that is gone.
    """
    clean = _clean(form)
    with operate(workspace, "visit_form.save", {"name": clean.name}) as writing:
        known = forms_of(writing.connection)
        if any(one.name == clean.name and one.key != clean.key for one in known):
            raise CrmError(
                _("There is a form “{name}” already.").format(name=clean.name),
                _("Choose another name."),
            )
        before = known[_place(known, clean.key)] if clean.key else None
        lengths.check(_lines(clean), _lines(before) if before else ())
        if clean.key:
            place = _place(known, clean.key)
            known[place] = clean
        else:
            known.append(dataclasses.replace(clean, key=_new_key(writing.connection, known)))
        _write(writing, known)
        writing.message = _("The form “{name}” was saved.").format(name=clean.name)
    return writing.changes()


def remove(workspace: Workspace, key: str) -> Changes:
    """Take a form away; what visits answered stays with them."""
    with operate(workspace, "visit_form.remove") as writing:
        known = forms_of(writing.connection)
        gone = known.pop(_place(known, key))
        writing.describe(name=gone.name)
        _write(writing, known)
        writing.message = _("The form “{name}” was removed.").format(name=gone.name)
    return writing.changes()


def move(workspace: Workspace, key: str, place: int) -> Changes:
    """Give a form another place in the list."""
    with operate(workspace, "visit_form.save") as writing:
        known = forms_of(writing.connection)
        moved = known.pop(_place(known, key))
        known.insert(max(0, min(place, len(known))), moved)
        writing.describe(name=moved.name)
        _write(writing, known)
        writing.message = _("The order was changed.")
    return writing.changes()


def _write(writing: Writing, wanted: Sequence[VisitForm]) -> None:
    data = [
        {
            "key": form.key,
            "name": form.name,
            "questions": [question_data(question) for question in form.questions],
            "purposes": list(form.purposes),
        }
        for form in wanted
    ]
    kept_settings.set_setting(writing.operation, KEY, data)


def _new_key(connection: Connection, known: Sequence[VisitForm]) -> str:
    # A visit may still name a form that was removed; it must not be given other questions.
    used = {form.key for form in known} | visit_rounds.form_keys(connection)
    taken = [int(key[1:]) for key in used if key[1:].isdecimal()]
    return f"f{max(taken, default=0) + 1}"


def _place(known: Sequence[VisitForm], key: str) -> int:
    for place, form in enumerate(known):
        if form.key == key:
            return place
    raise NotFound(_("This form is not there any more."), _("Look at the list of forms again."))


def _lines(form: VisitForm) -> Iterator[Measured]:
    yield _("Name"), form.name, lengths.NAME
    for question in form.questions:
        yield _("Question"), question.text, lengths.LINE
        for choice in question.choices:
            yield _("Question"), choice, lengths.NAME
    for purpose in form.purposes:
        yield _("Purpose"), purpose, lengths.NAME


def _clean(form: VisitForm) -> VisitForm:
    questions = []
    for question in form.questions:
        text = clean_text(question.text)
        choices = tuple(dict.fromkeys(filter(None, map(clean_text, question.choices))))
        if not text:
            continue
        kind = question.type if question.type in TYPES else TEXT
        if kind == CHOICE and not choices:
            raise CrmError(
                _("The question “{question}” has nothing to choose from.").format(question=text),
                _("Write the choices, separated by commas."),
            )
        questions.append(Question(text, kind, choices if kind == CHOICE else ()))
    clean = dataclasses.replace(
        form,
        name=clean_text(form.name),
        questions=tuple(dict.fromkeys(questions)),
        purposes=tuple(dict.fromkeys(filter(None, map(clean_text, form.purposes)))),
    )
    if not clean.name:
        raise CrmError(_("The form has no name."), _("Write what kind of visit it is for."))
    if not clean.questions:
        raise CrmError(_("The form asks nothing yet."), _("Add a question."))
    return clean
