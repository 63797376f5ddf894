"""The words in the user's language: gettext without Qt, looked up when the text is shown."""

from __future__ import annotations

import gettext as _gettext
import locale
import os
from typing import Final

from crmdesk.core import paths

DOMAIN: Final = "crmdesk"
LANGUAGES: Final = {"en": "English", "zh_CN": "简体中文"}

_active: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def N_(text: str) -> str:
    """Mark a constant for translation; show it later with `_`."""
    return text


def _(text: str) -> str:
    """Return the text in the chosen language."""
    return _active.gettext(text) if text else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form of the text that suits the count."""
    return _active.ngettext(singular, plural, count)


def in_every_language(text: str) -> set[str]:
    """Return a text in each of the languages."""
    folder = paths.resource_dir() / "i18n"
    spoken = (
        _gettext.translation(DOMAIN, folder, languages=[code], fallback=True) for code in LANGUAGES
    )
    return {text, *(one.gettext(text) for one in spoken)}


def language() -> str:
    """Return the code of the chosen language, such as `zh_CN`."""
    return _language


def use_language(code: str | None) -> str:
    """Switch to a language, or to the system's when None, and return the code in use."""
    global _active, _language
    _language = best_language(code or system_language())
    if _language == "en":
        _active = _gettext.NullTranslations()
    else:
        _active = _gettext.translation(
            DOMAIN, paths.resource_dir() / "i18n", languages=[_language], fallback=True
        )
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
