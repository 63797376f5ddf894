"""Forms for visits: which one a purpose asks for, and answers that outlive their form."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.visit_forms import (
    TYPES,
    Answer,
    Question,
    VisitForm,
    answers_of,
    answers_text,
    answers_words,
    form_for,
    to_fill_in,
)

questions = st.builds(
    Question, st.text(min_size=1), st.sampled_from(sorted(TYPES)), st.lists(st.text()).map(tuple)
)


@given(st.lists(st.builds(Answer, questions, st.text(min_size=1))))
def test_that_answers_come_back_as_they_were_kept(answers: list[Answer]) -> None:
    assert answers_of(answers_text(answers)) == tuple(answers)


@given(st.lists(questions, unique=True), st.lists(st.builds(Answer, questions, st.text())))
def test_that_no_answer_is_lost_and_no_question_asked_twice(
    asked: list[Question], given_answers: list[Answer]
) -> None:
    shown = to_fill_in(VisitForm(name="x", questions=tuple(asked)), given_answers)
    assert [one.question for one in shown[: len(asked)]] == asked
    kept = sorted(one.value for one in shown if one.value)
    assert kept == sorted(one.value for one in given_answers if one.value)


def test_that_nothing_is_kept_of_questions_without_an_answer() -> None:
    assert answers_text([Answer(Question("宽"), "")]) == ""
    assert answers_of("") == ()


def test_that_the_longest_words_in_the_purpose_choose_the_form() -> None:
    forms = [
        VisitForm(key="f1", name="量尺", purposes=("量尺", "")),
        VisitForm(key="f2", name="厨房", purposes=("厨房量尺",)),
        VisitForm(key="f3", name="Return", purposes=("Return visit",)),
    ]
    assert form_for(forms, "厨房量尺 二次") == forms[1]
    assert form_for(forms, "阳台量尺") == forms[0]
    assert form_for(forms, "RETURN VISIT") == forms[2]
    assert form_for(forms, "送货") is None
    assert form_for([], "送货") is None


def test_that_answers_are_shown_as_words_and_left_out_where_there_are_none() -> None:
    yes, number, date = (
        Question("满意", "yes_no"),
        Question("宽", "number"),
        Question("日期", "date"),
    )
    given_answers = [Answer(yes, "yes"), Answer(number, ""), Answer(date, "2026-12-05")]
    assert answers_words(given_answers) == "满意: Yes\n日期: 2026-12-05"
