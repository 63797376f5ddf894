"""Figures of complaints in words."""

from __future__ import annotations

import pytest

from crmdesk.core.domain.complaint_figure_words import (
    show_label,
    show_share,
    show_short,
    show_value,
    show_working_time,
)
from crmdesk.core.domain.complaint_figures import FIGURES, Figures, Spread
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.i18n import use_language

DAY = 9 * 60


@pytest.mark.parametrize(
    ("minutes", "english", "chinese"),
    [
        (0, "0 min", "0 分钟"),
        (59, "59 min", "59 分钟"),
        (60, "1 h", "1 小时"),
        (150, "2.5 h", "2.5 小时"),
        (DAY, "1 working day", "1 个工作日"),
        (DAY * 3 // 2, "1.5 working days", "1.5 个工作日"),
    ],
)
def test_that_working_time_is_told_in_what_fits_it(
    minutes: int, english: str, chinese: str
) -> None:
    assert show_working_time(minutes, DAY) == english
    use_language("zh_CN")
    assert show_working_time(minutes, DAY) == chinese


@pytest.mark.parametrize(
    ("share", "told"), [(0, "0%"), (0.001, "1%"), (0.8, "80%"), (0.999, "99%"), (1, "100%")]
)
def test_that_a_share_is_all_or_nothing_only_when_it_is(share: float, told: str) -> None:
    assert show_share(share) == told


def test_that_each_figure_has_a_name_and_a_value_in_words() -> None:
    figures = Figures(
        query=ComplaintQuery(),
        counts={"received": 10, "answered": 10, "on_time": 8, "satisfaction": 2, "score_5": 1}
        | {"score_4": 1},
        cost=128050,
        spreads={"answer": Spread(150, 600)},
    )
    told = {key: show_value(figures, key, DAY) for key in FIGURES}
    assert told["received"] == "10" and told["on_time"] == "80% (8 of 10)"
    assert told["satisfaction"] == "4.5" and told["cost"] == "1,280.50"
    assert told["answer_median"] == "2.5 h" and told["answer_most"] == "1.1 working days"
    assert told["close_median"] == "–"
    assert show_short(figures, "on_time", DAY) == "80%"
    assert show_short(figures, "answer_most", DAY) == "1.1 d"
    assert show_short(figures, "answer_median", DAY) == "2.5 h"
    assert show_label("score_5") == "Score 5"
    assert len({show_label(key) for key in FIGURES}) == len(FIGURES)
