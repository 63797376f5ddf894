"""However a phone, a date or a name is written, it is the same one, and nothing is invented."""

from __future__ import annotations

import datetime as dt
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.dates import day_first, parse_birthday, parse_date
from crmdesk.core.domain.folding import fold_key
from crmdesk.core.domain.normalise import clean_name, join_name
from crmdesk.core.domain.phones import normal_phone, phone_key, split_phones
from crmdesk.core.domain.pinyin import readings, search_tokens
from crmdesk.core.domain.values import BadValue

mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
areas = st.sampled_from(["010", "021", "0571", "0755", "0991"])
landlines = st.tuples(areas, st.from_regex(r"[2-8][0-9]{7}", fullmatch=True))
WAYS = (
    "{0}",
    " {0}\t",
    "+86{0}",
    "+86 {0}",
    "0086{0}",
    "86{0}",
    "{1}-{2}-{3}",
    "{1} {2} {3}",
    "+86 {1}-{2}-{3}",
    "({1}) {2}{3}",
    "手机：{0}",
    "{0}.0",
    "\u202a{0}\u202c",
)


@given(mobiles, st.sampled_from(WAYS), st.booleans())
def test_that_a_mobile_is_the_same_however_it_is_written(number: str, way: str, wide: bool) -> None:
    text = way.format(number, number[:3], number[3:7], number[7:])
    if wide:
        text = "".join(chr(ord(sign) + 0xFEE0) if sign.isdigit() else sign for sign in text)
    assert normal_phone(text) == (number, number, "mobile", False)
    for cell in (int(number), float(number)):
        assert [normal_phone(one).digits for one in split_phones(cell)] == [number]


@given(landlines, st.sampled_from(["{0}{1}", "{0}-{1}", "({0}){1}", "{0} {1}", "+86 {2} {1}"]))
def test_that_a_landline_is_the_same_however_it_is_written(
    number: tuple[str, str], way: str
) -> None:
    area, rest = number
    found = normal_phone(way.format(area, rest, area[1:]))
    assert (found.display, found.doubtful) == (f"{area}-{rest}", False)
    assert found.digits == area + rest


numbers = mobiles | landlines.map("-".join)
extended = st.tuples(landlines, st.integers(1, 9999)).map(
    lambda it: f"{it[0][0]}-{it[0][1]}转{it[1]}"
)
SIGNS = ("/", "、", ",", "，", ";", "；", "\n", " / ", " ::: ", "或", "|")


@given(st.lists(numbers | extended, min_size=1, max_size=5), st.sampled_from(SIGNS))
def test_that_the_numbers_of_a_cell_come_apart_as_they_were_put_together(
    several: list[str], sign: str
) -> None:
    found = split_phones(sign.join(several))
    assert [normal_phone(one).display for one in found] == several


@given(st.text(alphabet="0123456789+-() 转x.eE", max_size=25))
def test_that_no_digit_of_a_number_is_invented(text: str) -> None:
    try:
        found = normal_phone(text)
    except BadValue:
        return
    told = "".join(sign for sign in found.display if sign.isdigit())
    written = "".join(sign for sign in text if sign.isdigit())
    # A scientific number and a foreign one say some digits in another way.
    if "e" not in text.lower() and "+" not in found.display:
        rest = iter(written if told[:1] != "0" or "0" in written[:3] else "0" + written)
        assert all(sign in rest for sign in told), (text, found)
    assert phone_key(found.display) == phone_key(text)


dates = st.dates(dt.date(1930, 1, 1), dt.date(2020, 12, 31))


@given(
    st.lists(dates, min_size=1, max_size=30),
    st.sampled_from("/-."),
    st.booleans(),
    st.dates(dt.date(1930, 1, 13), dt.date(2020, 1, 31)).filter(lambda one: one.day > 12),
    st.integers(0, 30),
)
def test_that_one_date_of_a_column_settles_the_order_of_all(
    days: list[dt.date], sign: str, first: bool, telling: dt.date, place: int
) -> None:
    days.insert(place % (len(days) + 1), telling)
    order = "%d{0}%m{0}%Y" if first else "%m{0}%d{0}%Y"
    texts = [f"{day:{order.format(sign)}}" for day in days]
    assert day_first(texts) is first
    assert [parse_date(text, day_first=first) for text in texts] == days


@given(st.lists(dates.filter(lambda one: one.day <= 12), min_size=1, max_size=30))
def test_that_a_column_that_tells_nothing_is_left_open(days: list[dt.date]) -> None:
    texts = [f"{day:%d/%m/%Y}" for day in days]
    needed = any(day.day != day.month for day in days)
    assert day_first(texts) is (None if needed else False)


@given(dates, st.booleans())
def test_that_a_birthday_of_a_cell_is_that_of_its_text(day: dt.date, moment: bool) -> None:
    cell = dt.datetime.combine(day, dt.time(23, 59)) if moment else day
    assert parse_birthday(cell) == parse_birthday(day.isoformat())
    assert parse_birthday(cell).to_text() == day.isoformat()


names = st.text(st.characters(max_codepoint=0x9FFF).filter(str.isalpha), min_size=1, max_size=8)


@given(names, st.sampled_from(["", " ", "\u3000", "\u00a0"]), st.sampled_from(["", "\u200b"]))
def test_that_a_name_is_the_same_with_blanks_around_it(name: str, blank: str, unseen: str) -> None:
    plain = clean_name(name)
    assert clean_name(f"{blank}{unseen}{name}{unseen}{blank}") == plain
    assert clean_name(plain) == plain
    assert fold_key(plain) == fold_key(name)


@given(names, names)
def test_that_both_parts_of_a_name_stay_in_the_whole(family: str, given_name: str) -> None:
    whole = join_name(family, given_name)
    for part in (family, given_name):
        assert unicodedata.normalize("NFC", part) in whole
    assert join_name(family, "") == clean_name(family)
    assert join_name("", given_name) == clean_name(given_name)


han = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=4)


@given(han)
def test_that_every_reading_of_a_name_is_among_what_it_is_found_by(name: str) -> None:
    tokens = search_tokens(name)
    for way in readings(name).variants:
        # Nobody has a key for ü: v is typed for it.
        assert "".join(way).replace("ü", "v") in tokens
        assert "".join(one[0] for one in way) in tokens
