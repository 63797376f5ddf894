"""Believable customers for the demo, the measurements and the pictures; the same for a seed."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Final

from crmdesk.core.domain.birthdays import Birthday, lunar_days_between
from crmdesk.core.domain.customer import (
    COMPANY,
    PERSON,
    Address,
    ContactMethod,
    ContactPerson,
    Customer,
)
from crmdesk.core.services import demo_names as names
from crmdesk.core.services.demo_texts import NOTES

USUAL_DAY: Final = dt.date(2026, 3, 2)
_PREFIXES: Final = (
    *(130, 131, 135, 136, 137, 138, 139, 150, 151, 152, 156, 157),
    *(158, 159, 166, 176, 177, 180, 182, 186, 187, 188, 189, 198),
)
# Multiplying by a number without common factors gives each customer a number of its own.
_SPREAD: Final = 48_271_013
_STAGES: Final = ("prospect", "new", "loyal", "loyal", "loyal", "silent", "silent", "lost", "")
_SOURCES: Final = ("referral", "referral", "walk_in", "walk_in", "wechat", "phone", "internet")
_GRADES: Final = "ABBBCCCCD"
_REMEMBERED: Final = 200


def people(
    count: int, seed: int = 1, *, today: dt.date = USUAL_DAY, language: str = "zh"
) -> Iterator[Customer]:
    """Yield customers, about four in five with Chinese names; notes are `zh` or `en`."""
    maker = _Maker(seed, today, language)
    for number in range(count):
        yield maker.make(number)


class _Maker:
    def __init__(self, seed: int, today: dt.date, language: str) -> None:
        self._random = random.Random(seed)
        self._seed = seed
        self._today = today
        self._language = language
        self._known: list[str] = []
        self._soon = _birthdays_soon(today)

    def make(self, number: int) -> Customer:
        """Return the customer with a running number."""
        one_in = self._random.random
        chinese = one_in() < 0.8
        company = one_in() < 0.12
        gender = "female" if one_in() < 0.55 else "male"
        surname, reading = self._surname()
        name = self._company(chinese) if company else self._person(chinese, gender, surname)
        customer = Customer(
            kind=COMPANY if company else PERSON,
            name=name,
            gender="" if company or one_in() < 0.1 else gender,
            birthday=None if company else self._birthday(number),
            company=self._company(True) if not company and one_in() < 0.15 else "",
            methods=self._methods(number, company, reading),
            addresses=self._addresses(chinese),
            persons=self._persons(company, surname),
            grade="" if one_in() < 0.1 else self._random.choice(_GRADES),
            stage=self._random.choice(_STAGES),
            source=self._random.choice(_SOURCES) if one_in() < 0.85 else "",
            referrer=self._random.choice(self._known) if self._known and one_in() < 0.12 else "",
            tags=self._tags(),
            staff=self._random.choice(names.STAFF[self._language]) if one_in() < 0.9 else "",
            card=f"VIP{number + 10001}" if one_in() < 0.4 else "",
            notes=self._random.choice(NOTES[self._language]) if one_in() < 0.45 else "",
            created=self._today - dt.timedelta(days=int(one_in() ** 1.5 * 1500) + 1),
        )
        if not company and len(self._known) < _REMEMBERED:
            self._known.append(name)
        return customer

    def _surname(self) -> tuple[str, str]:
        rare = self._random.random() < 0.06
        return self._random.choice(names.RARE_SURNAMES if rare else names.SURNAMES)

    def _person(self, chinese: bool, gender: str, surname: str) -> str:
        if not chinese:
            first = self._random.choice(names.FIRST_NAMES[gender])
            return f"{first} {self._random.choice(names.LAST_NAMES)}"
        signs = names.WOMEN if gender == "female" else names.MEN
        given = self._random.choice(signs)
        if self._random.random() < 0.75:
            given += self._random.choice(signs)
        return surname + given

    def _company(self, chinese: bool) -> str:
        if not chinese:
            return self._random.choice(names.ENGLISH_COMPANIES)
        word = "".join(self._random.choice(signs) for signs in names.COMPANY_WORDS)
        return f"杭州{word}{self._random.choice(names.COMPANY_TRADES)}"

    def _birthday(self, number: int) -> Birthday | None:
        if number % 17 == 5 and number < 120:
            return self._soon[number // 17 % len(self._soon)]
        if self._random.random() < 0.35:
            return None
        year = self._random.randint(1948, 2004) if self._random.random() < 0.7 else None
        month, day = self._random.randint(1, 12), self._random.randint(1, 28)
        return Birthday(month, day, year, lunar=self._random.random() < 0.25)

    def _methods(self, number: int, company: bool, reading: str) -> tuple[ContactMethod, ...]:
        one_in = self._random.random
        mobile = (number * _SPREAD + self._seed * 7919) % 100_000_000
        found = []
        if not company or one_in() < 0.6:
            prefix = self._random.choice(_PREFIXES)
            found.append(ContactMethod("mobile", f"{prefix}{mobile:08d}"))
        if company or one_in() < 0.08:
            found.append(ContactMethod("phone", f"0571-8{mobile % 10_000_000:07d}"))
        if one_in() < 0.55:
            found.append(ContactMethod("wechat", self._wechat(reading)))
        if one_in() < 0.12:
            found.append(ContactMethod("qq", str(self._random.randint(10_001, 2_999_999_999))))
        if one_in() < (0.6 if company else 0.2):
            mail = f"{reading}{self._random.randint(10, 9999)}@example.com"
            found.append(ContactMethod("email", mail))
        return tuple(found)

    def _wechat(self, reading: str) -> str:
        if self._random.random() < 0.3:
            return self._random.choice(names.NICKNAMES)
        word = self._random.choice(names.HANDLE_WORDS)
        return f"{reading}_{word}{self._random.randint(1, 9999)}"

    def _addresses(self, chinese: bool) -> tuple[Address, ...]:
        if self._random.random() < 0.12:
            return ()
        far = self._random.random() < 0.07
        place = self._random.choice(names.FAR_PLACES if far else names.PLACES)
        city, district, english, code, streets, estates = place
        pick = self._random.randint
        house, block, floor, flat = pick(3, 680), pick(1, 28), pick(1, 26), pick(1, 4)
        room = f"{floor}{flat:02d}"
        street = self._random.choice(streets)
        postcode = code if self._random.random() < 0.25 else ""
        if not chinese and not far:
            line = f"Room {room}, Building {block}, {house} {english} Road, {english}, Hangzhou"
            return (Address(line, district, postcode),)
        estate = self._random.choice(estates)
        line = f"{city}{district}{street}{house}号{estate}{block}幢{room}室"
        return (Address(line, district, postcode),)

    def _persons(self, company: bool, surname: str) -> tuple[ContactPerson, ...]:
        household, roles = names.ROLES[self._language]
        if self._random.random() > (0.85 if company else 0.12):
            return ()
        gender = self._random.choice(("female", "male"))
        name = self._person(True, gender, surname)
        role = self._random.choice(roles if company else household)
        phone = f"{self._random.choice(_PREFIXES)}{self._random.randint(0, 99_999_999):08d}"
        return (ContactPerson(name, role, phone if company or len(name) == 2 else ""),)

    def _tags(self) -> tuple[str, ...]:
        wanted = self._random.choice((0, 0, 1, 1, 2))
        return tuple(self._random.sample(names.TAGS[self._language], wanted)) if wanted else ()


def _birthdays_soon(today: dt.date) -> list[Birthday]:
    """Return birthdays of the coming days: solar and lunar in turn, some without a year."""
    lunar = lunar_days_between(today, 7)
    found: list[Birthday] = []
    for ahead in (0, 1, 2, 4, 6):
        day = today + dt.timedelta(days=ahead)
        # 29 February is in no usual year.
        plain = day if (day.month, day.day) != (2, 29) else day - dt.timedelta(days=1)
        found.append(Birthday(plain.month, plain.day, 1963 + 7 * ahead if ahead % 2 == 0 else None))
        same = [(month, number) for on, month, number in lunar if on == day and number < 30]
        if same and ahead % 2 == 0:
            found.append(Birthday(*same[0], 1958 + 5 * ahead, lunar=True))
    return found
