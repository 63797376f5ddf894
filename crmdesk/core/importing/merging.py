"""What becomes of a known customer when a list has a row about them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.choices import SOURCE, STAFF, STAGE, show_code
from crmdesk.core.domain.customer import GENDERS, ContactPerson, Customer
from crmdesk.core.domain.folding import fold_key
from crmdesk.core.domain.matching import NAME_AND_ADDRESS, PHONE, same_phone
from crmdesk.core.domain.persons_text import show_persons
from crmdesk.core.domain.side_by_side import SINGLE
from crmdesk.core.domain.staying import every_words
from crmdesk.core.domain.uniting import Seen
from crmdesk.core.i18n import _
from crmdesk.core.importing.plan import OVERWRITE

# What a list says of the kind is a guess, and the name has a rule of its own.
_SINGLE: Final = tuple(name for name in SINGLE if name not in ("name", "kind"))
# How people address each other instead of writing the name.
_TITLES: Final = frozenset(
    ("总", "董", "工", "姐", "哥", "叔", "姨", "老板", "老板娘", "经理", "总经理", "先生", "女士")
    + ("小姐", "老师", "医生", "主任", "师傅", "阿姨", "叔叔", "大哥", "大姐", "店长", "会计")
)
_STAND_FOR_NAMES: Final = frozenset({"email", "mobile", "phone"})
_FAMILIAR: Final = frozenset("老小阿")


def is_another(known: Customer, draft: Customer, mode: str, *, same_list: bool) -> bool:
    """Return whether a row with the same phone is about somebody else: a family, a colleague.

    A longer form of a name and a way to address somebody (张伟, 张老板, 小张) are the same person.
    Overwriting also takes a name that begins alike, as a correction, but never one row's name for
    another's.
    """
    first, second = fold_key(known.name), fold_key(draft.name)
    if first == second or _is_nameless(known) or _is_nameless(draft):
        return False
    if _only_addresses(second, first):
        return False
    if first in second or second in first or _addressed(first, second):
        return mode == OVERWRITE and same_list
    return mode != OVERWRITE or same_list or first[:1] != second[:1]


def _is_nameless(customer: Customer) -> bool:
    """Tell whether an e-mail address or a number stands for a name nobody knew."""
    name = customer.name
    if "@" not in name and not any(map(str.isdecimal, name)):
        return False
    return any(one.value == name for one in customer.methods if one.kind in _STAND_FOR_NAMES)


def _addressed(first: str, second: str) -> bool:
    """Tell whether one of two names only addresses the other: a surname with a title, or 小张."""
    return _only_addresses(first, second) or _only_addresses(second, first)


def _only_addresses(address: str, name: str) -> bool:
    """Tell whether a name says less than another: 张老板, 张伟先生 and 小张 for 张伟."""
    if len(address) == 2 and address[0] in _FAMILIAR and address[1] == name[:1]:
        return True
    return any(
        len(address) > len(title)
        and address.endswith(title)
        and name.startswith(address[: -len(title)])
        for title in _TITLES
    )


def is_apart(kind: str, known: Customer, draft: Customer) -> bool:
    """Return whether a row is about somebody of its own although both share a key of a kind.

    Colleagues share a landline, father and son a name and a house; what each has alone tells.
    """
    if kind == PHONE:
        return (
            known.name != draft.name
            and _names_differ(known, draft)
            and _mobiles_differ(known, draft)
        )
    if kind != NAME_AND_ADDRESS:
        return False
    if known.birthday and draft.birthday and _days_differ(known.birthday, draft.birthday):
        return True
    genders = {known.gender, draft.gender} - {""}
    return len(genders) > 1 and _mobiles_differ(known, draft)


def _days_differ(one: Birthday, other: Birthday) -> bool:
    """Tell whether two birthdays cannot be the same day, as far as both say."""
    if one.lunar == other.lunar:
        if one.year and other.year and one.year != other.year:
            return True
        return (one.month, one.day, one.leap) != (other.month, other.day, other.leap)
    lunar, solar = (one, other) if one.lunar else (other, one)
    if lunar.year is None or solar.year is None or lunar.leap:
        return False
    day = dt.date(solar.year, solar.month, solar.day)
    return not 0 <= solar.year - lunar.year <= 1 or lunar.next_on_or_after(day) != day


def is_person_of(known: Customer, name: str) -> bool:
    """Return whether somebody of that name is a contact person of a customer."""
    who = fold_key(name) if known.persons else ""
    return any(fold_key(one.name) == who for one in known.persons)


def _names_differ(known: Customer, draft: Customer) -> bool:
    first, second = fold_key(known.name), fold_key(draft.name)
    if first in second or second in first or _addressed(first, second):
        return False
    # Whoever was kept as contact person once stays one.
    return not (_is_nameless(known) or _is_nameless(draft) or is_person_of(known, draft.name))


def _mobiles_differ(known: Customer, draft: Customer) -> bool:
    """Tell whether both have a mobile, and neither any of the other's."""
    first, second = _phones(known, "mobile"), _phones(draft, "mobile")
    if not first or not second:
        return False
    return first.isdisjoint(_phones(draft)) and second.isdisjoint(_phones(known))


def _phones(customer: Customer, *kinds: str) -> set[str]:
    wanted = kinds or ("mobile", "phone")
    return {same_phone(one.value) for one in customer.methods if one.kind in wanted}


def with_person(known: Customer, draft: Customer) -> Customer:
    """Return a known customer with somebody else at the same phone as contact person.

    All the row says about that person is kept in words, and nothing of it becomes the customer's.
    """
    phones = [one.value for one in draft.methods if one.kind in ("mobile", "phone")]
    written = {one.value for one in known.methods}
    # Most are written alike, so that the others need not be read for each of thousands of rows.
    have = set(map(same_phone, phones if written.issuperset(phones) else written))
    phone = next((one for one in phones if same_phone(one) not in have), "")
    told = [
        _(GENDERS[draft.gender]) if draft.gender else "",
        draft.birthday.show() if draft.birthday else "",
        *(one.value for one in draft.methods if one.value not in phones),
        *(one for one in phones if one != phone and same_phone(one) not in have),
        *(one.text for one in draft.addresses if one not in known.addresses),
        *(value for value in (draft.company, draft.grade, draft.card, draft.referrer) if value),
        *(show_code(name, getattr(draft, name)) for name in (STAGE, SOURCE, STAFF)),
        *draft.tags,
        every_words(draft.stay_days) if draft.stay_days else "",
        *(value for _key, value in draft.custom),
        show_persons(draft.persons),
        draft.notes,
    ]
    lines = [line for text in told for line in text.splitlines()]
    for place, one in enumerate(known.persons):
        if fold_key(one.name) == fold_key(draft.name):
            persons = list(known.persons)
            persons[place] = _told_more(one, phone, lines)
            return replace(known, persons=tuple(persons))
    fresh = ContactPerson(draft.name, "", phone, "\n".join(lines))
    return replace(known, persons=(*known.persons, fresh))


def _told_more(person: ContactPerson, phone: str, lines: Sequence[str]) -> ContactPerson:
    """Return a contact person with what another row about the same one says beyond the first."""
    if phone and person.phone and same_phone(phone) != same_phone(person.phone):
        lines = [phone, *lines]
    known = f"\n{person.notes}\n"
    fresh = [line for line in lines if f"\n{line}\n" not in known]
    notes = "\n".join(filter(None, (person.notes, *fresh)))
    return replace(person, phone=person.phone or phone, notes=notes)


def merged(known: Customer, draft: Customer, mode: str, seen: Seen | None = None) -> Customer:
    """Return a known customer with what a list says: blanks filled, or values overwritten.

    Nothing known is dropped: other numbers, addresses and tags stay, and a longer or shorter form
    of the name is kept as a contact person when only blanks are filled. What only addresses the
    customer, as 张老板 does, is no name.
    """
    over = mode == OVERWRITE
    values: dict[str, object] = {}
    for name in _SINGLE:
        fresh, old = getattr(draft, name), getattr(known, name)
        if fresh and fresh != old and (over or not old):
            values[name] = fresh
    if "referrer" in values:
        # The link belongs to the name that stood there before.
        values["referrer_id"] = None
    seen = seen or Seen()
    persons = seen.with_persons(known.persons, draft.persons)
    who, fresh_name = fold_key(known.name), fold_key(draft.name)
    if _is_nameless(draft) or (who != fresh_name and _only_addresses(fresh_name, who)):
        pass  # what stands for a name is in the methods
    elif over or _is_nameless(known):
        values["name"] = draft.name
    elif fresh_name != who and all(fold_key(one.name) != fresh_name for one in persons):
        persons += (ContactPerson(draft.name),)
    values["persons"] = persons
    values["methods"] = seen.with_methods(known.methods, draft.methods, over)
    values["addresses"] = seen.with_addresses(known.addresses, draft.addresses, over)
    values["tags"] = tuple(dict.fromkeys((*known.tags, *draft.tags)))
    values["notes"] = _merged_notes(known.notes, draft.notes, over)
    if draft.custom:
        values["custom"] = _merged_custom(known.custom, draft.custom, over)
    return replace(known, **values)  # type: ignore[arg-type]


def _merged_custom(
    known: tuple[tuple[str, str], ...], draft: tuple[tuple[str, str], ...], over: bool
) -> tuple[tuple[str, str], ...]:
    # What is known keeps its place; a value of the list replaces one only when it overwrites.
    fresh = {key: value for key, value in draft if value}
    have = dict(known)
    taken = fresh if over else {key: fresh[key] for key in fresh if not have.get(key)}
    return tuple((have | taken).items())


def _merged_notes(known: str, draft: str, over: bool) -> str:
    if not draft or draft in known:
        return known
    if not known or (over and known in draft):
        return draft
    return f"{known}\n{draft}"
