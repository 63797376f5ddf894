"""Forms for visits: the questions that are asked, and the answers that are kept with a visit."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from crmdesk.core.domain import custom_fields
from crmdesk.core.domain.custom_fields import CHOICE, DATE, NUMBER, TEXT, YES_NO
from crmdesk.core.domain.shown_dates import show_date
from crmdesk.core.i18n import N_, _

TYPES: Final = {
    TEXT: N_("Any words"),
    YES_NO: N_("Yes or no"),
    NUMBER: N_("Number"),
    CHOICE: N_("Choice"),
    DATE: N_("Date"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a form; only a choice has `choices`."""

    text: str
    type: str = TEXT
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A question as it was asked, with what was answered; empty where nothing was.

    The value is kept in the form that `custom_fields.parse_value` gives.
    """

    question: Question
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitForm:
    """A form of questions; visits whose purpose names one of `purposes` are given it.

    The key stays when the name is changed; it is empty until the form is stored.
    """

    key: str = ""
    name: str
    questions: tuple[Question, ...] = ()
    purposes: tuple[str, ...] = ()


def to_fill_in(form: VisitForm | None, given: Sequence[Answer]) -> tuple[Answer, ...]:
    """Return the questions of a form with what was answered so far.

    Answers to questions that the form does not ask any more stand at the end: what was once
    written down stays, also when the form is changed or gone.
    """
    left = list(given)
    asked: list[Answer] = []
    for question in form.questions if form else ():
        known = next((one for one in left if _same(one.question, question)), None)
        if known is not None:
            left.remove(known)
        asked.append(Answer(question, known.value if known else ""))
    return (*asked, *(one for one in left if one.value))


def _same(one: Question, other: Question) -> bool:
    return (one.text, one.type) == (other.text, other.type)


def form_for(forms: Sequence[VisitForm], purpose: str) -> VisitForm | None:
    """Return the form that a visit's purpose asks for: the one with the longest words found."""
    wanted = purpose.casefold()
    found = [
        (len(word), -place)
        for place, form in enumerate(forms)
        for word in form.purposes
        if word and word.casefold() in wanted
    ]
    return forms[-max(found)[1]] if found else None


def show_answer(answer: Answer) -> str:
    """Return an answer as a user reads it."""
    kind, value = answer.question.type, answer.value
    if kind == DATE and value:
        return show_date(dt.date.fromisoformat(value))
    return custom_fields.show_value(kind, value)


def answers_words(answers: Sequence[Answer]) -> str:
    """Return the answers as lines of question and answer."""
    return "\n".join(
        _("{question}: {answer}").format(question=one.question.text, answer=show_answer(one))
        for one in answers
        if one.value
    )


def answers_text(answers: Sequence[Answer]) -> str:
    """Return answers as they are kept; questions without an answer are not."""
    kept = [{**question_data(one.question), "answer": one.value} for one in answers if one.value]
    return json.dumps(kept, ensure_ascii=False) if kept else ""


def answers_of(text: str) -> tuple[Answer, ...]:
    """Return kept answers."""
    found: list[dict[str, Any]] = json.loads(text) if text else []
    return tuple(Answer(question_of(one), one["answer"]) for one in found)


def question_data(question: Question) -> dict[str, Any]:
    """Return a question as plain data."""
    return {"text": question.text, "type": question.type, "choices": list(question.choices)}


def question_of(data: dict[str, Any]) -> Question:
    """Return a question from plain data."""
    return Question(data["text"], data["type"], tuple(data["choices"]))
