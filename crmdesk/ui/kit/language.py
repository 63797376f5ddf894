"""Qt's own words (Cancel, Open, Yes) in the language of the program, and where its weeks begin."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator

from crmdesk.core import i18n
from crmdesk.core.domain import weeks

_installed: list[QTranslator] = []


def use(code: str) -> None:
    """Let Qt speak a language such as `zh_CN`; English needs no catalogue."""
    while _installed:
        QCoreApplication.removeTranslator(_installed.pop())
    if code == "en":
        return
    translator = QTranslator(QCoreApplication.instance())
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{code}", folder):
        QCoreApplication.installTranslator(translator)
        _installed.append(translator)


def use_weeks(begins: str) -> None:
    """Let weeks begin on `monday` or `sunday`; an empty text is the usual day here."""
    usual = weeks.MONDAY
    sunday = QLocale.system().firstDayOfWeek() == Qt.DayOfWeek.Sunday
    if sunday and not i18n.language().startswith("zh"):
        usual = weeks.SUNDAY
    weeks.begin_on(begins or usual)
