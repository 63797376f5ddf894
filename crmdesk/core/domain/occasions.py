"""Which occasions a shop greets for: birthdays by lead days, festivals by grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

LEAD_DAYS: Final = (14, 7, 1, 0)
# Farther ahead nobody prepares a present; the list of festivals looks so far, too.
MOST_DAYS: Final = 60
BIRTHDAY: Final = "birthday"
FESTIVAL: Final = "festival:"


@dataclass(frozen=True, slots=True)
class Care:
    """A festival for which customers of some grades are greeted, from so many days before it."""

    festival: str
    grades: tuple[str, ...] = ("A", "B")
    days: int = 10


@dataclass(frozen=True, slots=True)
class OccasionSettings:
    """What the owner chose: whose festivals are shown, when a birthday is brought to mind.

    `lead_days`: so many days before a birthday it is brought to mind, the day itself as 0.
    """

    regions: tuple[str, ...]
    lead_days: tuple[int, ...] = LEAD_DAYS
    cares: tuple[Care, ...] = ()


def usual_cares(regions: Sequence[str]) -> tuple[Care, ...]:
    """Return the festivals a shop greets for that has chosen none."""
    if set(regions) <= {"west"}:
        return (Care("christmas"),)
    return (Care("spring_festival"), Care("mid_autumn"))


def occasion_of(festival: str) -> str:
    """Return the occasion a greeting for a festival is kept under."""
    return FESTIVAL + festival
