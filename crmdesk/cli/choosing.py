"""Options whose value is one of a few codes, which may be given by their words as well."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from crmdesk.cli.usage import with_meaning
from crmdesk.core.i18n import _, in_every_language, listed


class Adding(Protocol):
    """What takes options: a command, or a group of options."""

    def add_argument(self, *names: str, **options: Any) -> argparse.Action:
        """Add an option."""


def add_choice(
    made: Adding, name: str, words: Mapping[str, str], what: str, **options: Any
) -> None:
    """Add an option that takes one of the codes in `words`; its help tells what they mean."""
    told = [with_meaning(code, word) for code, word in words.items()]
    shown = "{" + ",".join(words) + "}"
    if told != list(words):
        shown, what = _("CODE"), _("{name}: {what}").format(name=what, what=listed(told))
    made.add_argument(name, type=code_in(words), choices=words, metavar=shown, help=what, **options)


def code_in(words: Mapping[str, str]) -> Callable[[str], str]:
    """Return what reads one of the codes; another text stays, and is refused as no choice."""

    def read(text: str) -> str:
        wanted = text.strip().casefold()
        for code, word in words.items():
            if wanted in {code.casefold(), *map(str.casefold, in_every_language(word))}:
                return code
        return text

    return read
