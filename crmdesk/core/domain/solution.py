"""Good answers to complaints: kept as texts, and found again among earlier complaints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from crmdesk.core.domain.folding import fold

KEPT: Final = "kept"
EARLIER: Final = "earlier"
PLANNED: Final = "planned"
# What the log calls the complaint whose answer was chosen when one was recorded.
AS_IN: Final = "as_in"
MOST: Final = 8
# Alike in nothing but a word or two is not alike; what is filed elsewhere has to be more so.
_LEAST: Final = 0.12
_LEAST_ELSEWHERE: Final = 0.3
# More than anything earlier can reach.
_KEPT_FIRST: Final = 10.0
_PLANNED_FIRST: Final = 20.0
# Words of English that stand in any text.
# fmt: off
_ANYWHERE: Final = frozenset((
    "all", "and", "any", "are", "but", "for", "from", "had", "has", "have", "her", "his",
    "its", "not", "our", "she", "that", "the", "their", "them", "they", "this", "was",
    "were", "will", "with", "you", "your",
))
# fmt: on


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """A text kept as a template under a category; an empty category is for all."""

    id: int = 0
    category: str = ""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierAnswer:
    """What was done about an earlier complaint, with what it was about and how it was received."""

    complaint_id: int
    number: str
    category: str
    product: str
    what: str
    action: str
    satisfaction: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A text to answer with; `source` is KEPT, EARLIER or PLANNED, `number` what it comes from.

    `id` is that of the kept text or of the complaint. PLANNED is the answer of an earlier one that
    was chosen when the complaint was recorded.
    """

    text: str
    source: str
    id: int
    number: str = ""
    satisfaction: int = 0
    likeness: float = 0.0


def words_of(text: str) -> frozenset[str]:
    """Return what a text is compared by: pairs of neighbouring characters, folded, and words."""
    folded = fold(text)
    pairs = {
        one + two
        for one, two in pairwise(folded)
        if one.isalnum() and two.isalnum() and (ord(one) > 0x2E7F or ord(two) > 0x2E7F)
    }
    spoken = {word for word in folded.split() if len(word) > 2 and word.isascii()}
    return frozenset(pairs | (spoken - _ANYWHERE))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how alike two texts are, 0 to 1: what they share of the shorter one."""
    if not one or not other:
        return 0.0
    return len(one & other) / min(len(one), len(other))


def proposals(
    what: str,
    *,
    category: str,
    product: str,
    kept: Iterable[Solution],
    earlier: Iterable[EarlierAnswer],
    planned: Iterable[EarlierAnswer] = (),
) -> list[Proposal]:
    """Return what may be answered, the most fitting first.

    What was planned comes before kept texts, and these before earlier answers.

    An earlier answer fits by the same words; the same product and a satisfied customer count as
    well. The same text is proposed once.
    """
    wanted = words_of(what)
    found = [
        Proposal(
            text=one.text,
            source=KEPT,
            id=one.id,
            likeness=_KEPT_FIRST + likeness(wanted, words_of(one.text)),
        )
        for one in kept
        if one.category in ("", category)
    ]
    found += [_from_earlier(one, PLANNED, _PLANNED_FIRST) for one in planned]
    for one in earlier:
        alike = likeness(wanted, words_of(one.what))
        same_product = bool(product) and fold(product) == fold(one.product)
        at_home = bool(category) and one.category == category
        if alike < (_LEAST if at_home else _LEAST_ELSEWHERE) and not same_product:
            continue
        weight = alike + 0.5 * same_product + 0.2 * (one.category == category)
        weight += 0.05 * (one.satisfaction - 3 if one.satisfaction else 0)
        found.append(_from_earlier(one, EARLIER, weight))
    unique: dict[str, Proposal] = {}
    for proposal in sorted(found, key=lambda one: -one.likeness):
        unique.setdefault(" ".join(fold(proposal.text).split()), proposal)
    return list(unique.values())[:MOST]


def _from_earlier(one: EarlierAnswer, source: str, likeness: float) -> Proposal:
    return Proposal(
        text=one.action,
        source=source,
        id=one.complaint_id,
        number=one.number,
        satisfaction=one.satisfaction,
        likeness=likeness,
    )
