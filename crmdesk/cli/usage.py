"""What is wrong with the arguments, said in the user's language."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Final

from crmdesk.core.domain.values import shown
from crmdesk.core.i18n import N_, _, listed

_ABOUT: Final = re.compile(r"argument (?P<name>[^:]+): (?P<rest>.+)", re.DOTALL)
_QUOTES: Final = re.compile(r"^['\"]|['\"]$")
# The parser of the standard library speaks English only; a sentence it does not know stays.
_SENTENCES: Final = tuple(
    (re.compile(pattern, re.DOTALL), sentence)
    for pattern, sentence in (
        (r"the following arguments are required: (?P<names>.+)", N_("This is missing: {names}.")),
        (r"one of the arguments (?P<either>.+) is required", N_("One of {either} is missing.")),
        (r"unrecognized arguments: (?P<names>.+)", N_("This is not understood: {names}.")),
        (r"not allowed with argument (?P<other>.+)", N_("{name} does not go with {other}.")),
        (r"expected (?:one|at least one|\d+) arguments?", N_("{name} needs a value.")),
        (r"expected at most one argument", N_("{name} takes one value only.")),
        (r"ignored explicit argument .+", N_("{name} takes no value.")),
        (r"invalid \w+ value: (?P<value>.+)", N_("{name}: “{value}” is not a number.")),
    )
)
_MOST_ALIKE: Final = 3


class Usage(Exception):
    """The arguments are not understood: one sentence, and where to look."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.advice = advice


def sentence_of(message: str) -> str:
    """Return the parser's message as a sentence in the user's language."""
    about = _ABOUT.fullmatch(message)
    name, rest = (about["name"], about["rest"]) if about else ("", message)
    for pattern, sentence in _SENTENCES:
        found = pattern.fullmatch(rest)
        if found is not None:
            return _(sentence).format(name=name, **_in_words(found.groupdict()))
    return _("{name}: {what}").format(name=name, what=rest) if name else rest


def _in_words(parts: dict[str, str]) -> dict[str, str]:
    """Return what the parser names as it stands in a sentence."""
    if "names" in parts:
        parts["names"] = listed(parts["names"].split(", "))
    if "either" in parts:
        parts["either"] = listed(parts["either"].split(" "))
    if "value" in parts:
        parts["value"] = shown(_QUOTES.sub("", parts["value"]))
    return parts


def no_choice(name: str, value: object, choices: Iterable[object]) -> str:
    """Return the sentence for a value that is none of those there are, with what they mean."""
    if isinstance(choices, Mapping):
        choices = [with_meaning(code, word) for code, word in choices.items()]
    return _("{name}: “{value}” is none of {choices}.").format(
        name=name, value=shown(value), choices=listed(map(str, choices))
    )


def with_meaning(code: str, word: str) -> str:
    """Return a code as it is typed, with its word where that is another one."""
    said = _(word)
    return code if said.casefold() == code.casefold() else f"{code} {said}"


def no_command(value: str, commands: Iterable[str], program: str) -> Usage:
    """Return what is told about a command that there is not, with those that are like it."""
    alike = difflib.get_close_matches(value, list(commands), _MOST_ALIKE)
    advice = (
        _("Is it {names}? {command} --help lists all commands.")
        if alike
        else _("{command} --help lists all commands.")
    ).format(names=listed(alike), command=program)
    return Usage(_("There is no command “{value}”.").format(value=shown(value)), advice)
