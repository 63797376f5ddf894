"""The words in the user's language: gettext without Qt, looked up when the text is shown."""

from __future__ import annotations

import gettext as _gettext
import locale
import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Final

from crmdesk.core import paths

DOMAIN: Final = "crmdesk"
LANGUAGES: Final = {"en": "English", "zh_CN": "简体中文"}

_language = "en"
# What one print or one message speaks, while the screen goes on speaking its own language.
_spoken_now: ContextVar[str] = ContextVar("spoken_now", default="")


def N_(text: str) -> str:
    """Mark a constant for translation; show it later with `_`."""
    return text


def _(text: str) -> str:
    """Return the text in the chosen language."""
    return _catalogue(language()).gettext(text) if text else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form of the text that suits the count."""
    return _catalogue(language()).ngettext(singular, plural, count)


def in_every_language(text: str) -> set[str]:
    """Return a text in each of the languages."""
    folder = paths.resource_dir() / "i18n"
    spoken = (
        _gettext.translation(DOMAIN, folder, languages=[code], fallback=True) for code in LANGUAGES
    )
    return {text, *(one.gettext(text) for one in spoken)}


def language() -> str:
    """Return the code of the language that is spoken here, such as `zh_CN`."""
    return _spoken_now.get() or _language


def in_a_row(sentences: Iterable[str]) -> str:
    """Return sentences one after the other; behind a Chinese full stop there is no space."""
    text = ""
    for one in filter(None, sentences):
        text += one if not text or text.endswith(("。", "！", "？")) else f" {one}"
    return text


def listed(names: Iterable[str]) -> str:
    """Return names one after the other; Chinese ones are set apart by their own sign."""
    return ("、" if language().startswith("zh") else ", ").join(names)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak another language within the block, in this thread alone; an empty code changes nothing.

    A customer's letter may be in Chinese while the window is in English.
    """
    token = _spoken_now.set(best_language(code) if code else _spoken_now.get())
    try:
        yield
    finally:
        _spoken_now.reset(token)


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(code: str) -> _gettext.NullTranslations:
    if code == "en":
        return _gettext.NullTranslations()
    folder = paths.resource_dir() / "i18n"
    return _gettext.translation(DOMAIN, folder, languages=[code], fallback=True)


def speaking_to_the_screen() -> AbstractContextManager[None]:
    """Speak the program's own language again within a print in another one."""
    return speaking(_language)


def use_language(code: str | None) -> str:
    """Switch to a language, or to the system's when None, and return the code in use."""
    global _language
    _language = best_language(code or system_language())
    return _language


def best_language(wanted: str) -> str:
    """Return the offered language nearest to a locale name such as `zh_CN.UTF-8`."""
    name = wanted.replace("-", "_").split(".")[0].lower()
    return "zh_CN" if name == "zh" or name.startswith(("zh_", "chinese")) else "en"


def is_offered(wanted: str) -> bool:
    """Tell whether a locale name such as `zh-CN` or `en_US` is of one of the languages."""
    name = wanted.replace("-", "_").split(".")[0].lower()
    return name.partition("_")[0] in {code.partition("_")[0] for code in LANGUAGES}


def system_language() -> str:
    """Return the locale name the system asks for."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value and value not in ("C", "POSIX", "C.UTF-8"):
            return value.split(":")[0]
    return locale.getlocale()[0] or "en"
