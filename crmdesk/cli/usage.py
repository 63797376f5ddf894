"""What is wrong with the arguments, said in the user's language."""

from __future__ import annotations

import re
from typing import Final

from crmdesk.core.i18n import N_, _

_ABOUT: Final = re.compile(r"argument (?P<name>[^:]+): (?P<rest>.+)", re.DOTALL)
_QUOTES: Final = re.compile(r"(?:^|(?<=\s))['\"]|['\"](?=,|$)")
# The parser of the standard library speaks English only; a sentence it does not know stays.
_SENTENCES: Final = tuple(
    (re.compile(pattern, re.DOTALL), sentence)
    for pattern, sentence in (
        (r"the following arguments are required: (?P<names>.+)", N_("This is missing: {names}.")),
        (r"unrecognized arguments: (?P<names>.+)", N_("This is not understood: {names}.")),
        (r"not allowed with argument (?P<other>.+)", N_("{name} does not go with {other}.")),
        (r"expected (?:one|at least one|\d+) arguments?", N_("{name} needs a value.")),
        (r"ignored explicit argument .+", N_("{name} takes no value.")),
        (
            r"invalid choice: (?P<value>.+) \(choose from (?P<choices>.+)\)",
            N_("{name}: “{value}” is none of {choices}."),
        ),
        (r"invalid \w+ value: (?P<value>.+)", N_("{name}: “{value}” is not a number.")),
    )
)


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
            parts = found.groupdict()
            for quoted in parts.keys() & {"value", "choices"}:
                parts[quoted] = _QUOTES.sub("", parts[quoted])
            return _(sentence).format(name=name, **parts)
    return _("{name}: {what}").format(name=name, what=rest) if name else rest
