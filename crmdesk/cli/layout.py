"""How help is laid out: in the user's language, with columns that stand in line in Chinese too."""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Callable, Generator, Iterable
from typing import Any, Final

from crmdesk.core.i18n import _

# Stands behind each wide sign while the library counts signs for columns; never shown.
_ROOM: Final = "\ue000"
_HEADING: Final = re.compile(r"^(?P<title>[^\s:][^:\n]*):$", re.MULTILINE)


def _roomy(text: str) -> str:
    return "".join(
        sign + _ROOM if unicodedata.east_asian_width(sign) in "WF" else sign for sign in text
    )


def shown(text: str) -> str:
    """Return help as it is printed."""
    plain = text.replace(_ROOM, "")
    return _HEADING.sub(lambda found: _("{name}:").format(name=found["title"]), plain)


class Layout(argparse.HelpFormatter):
    """Help whose own words are in the user's language."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Begin with the word for usage."""
        # Not inside an f-string: Python 3.11's extraction does not look into those.
        begin = _("Usage:") if prefix is None else prefix
        if begin.endswith(":"):
            # A Chinese colon takes its own room.
            begin += " "
        super().add_usage(usage, actions, groups, begin)

    def _metavar_formatter(
        self, action: argparse.Action, default_metavar: str
    ) -> Callable[[int], tuple[str, ...]]:
        names = super()._metavar_formatter(action, default_metavar)
        return lambda size: tuple(_roomy(name) for name in names(size))

    def _expand_help(self, action: argparse.Action) -> str:
        return _roomy(super()._expand_help(action))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return super()._fill_text(_roomy(text), width, indent)

    def _format_action(self, action: argparse.Action) -> str:
        lines = super()._format_action(action)
        # The commands stand under their title; their placeholder between the two says nothing.
        return lines.partition("\n")[2] if _has_commands(action) else lines

    def _iter_indented_subactions(
        self, action: argparse.Action
    ) -> Generator[argparse.Action, None, None]:
        found = super()._iter_indented_subactions(action)
        if not _has_commands(action):
            yield from found
            return
        for one in found:
            self._dedent()
            yield one
            self._indent()


def _has_commands(action: argparse.Action) -> bool:
    return isinstance(action.choices, dict) and action.nargs == argparse.PARSER
