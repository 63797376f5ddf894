"""Qt's own words (Cancel, Open, Yes) in the language of the program."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

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
