"""Where weeks begin follows the choice, else the language and the system."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, Qt

from crmdesk.core import i18n
from crmdesk.core.domain import weeks
from crmdesk.ui.kit import language


@pytest.mark.parametrize("begins", [weeks.MONDAY, weeks.SUNDAY])
def test_that_weeks_begin_where_the_user_wants(begins: str) -> None:
    language.use_weeks(begins)
    assert weeks.begins() == begins


def test_that_weeks_begin_on_monday_in_chinese_and_as_the_system_in_english() -> None:
    with i18n.speaking("zh_CN"):
        language.use_weeks("")
        assert weeks.begins() == weeks.MONDAY
    language.use_weeks("")
    sunday = QLocale.system().firstDayOfWeek() == Qt.DayOfWeek.Sunday
    assert weeks.begins() == (weeks.SUNDAY if sunday else weeks.MONDAY)
