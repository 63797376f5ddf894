"""Telephone numbers have one normal form, and nothing is invented."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crmdesk.core.domain.phones import is_sure_mobile, normal_phone, phone_key, split_phones
from crmdesk.core.domain.values import BadValue


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("13800001111/0571-88881111", ["13800001111", "0571-88881111"]),
        ("13800001111、13900002222", ["13800001111", "13900002222"]),
        ("13800001111 13900002222", ["13800001111", "13900002222"]),
        ("1380000111113900002222", ["13800001111", "13900002222"]),
        ("13800001111 ::: 010-12345678", ["13800001111", "010-12345678"]),
        ("13800001111\n010-12345678", ["13800001111", "010-12345678"]),
        ("0571-88881111转801", ["0571-88881111转801"]),
        ("0571-88881111 ext 801; 138 0000 1111", ["0571-88881111 ext 801", "138 0000 1111"]),
        (13800138000.0, ["13800138000"]),
        (13800138000, ["13800138000"]),
        ("", []),
        (None, []),
    ],
)
def test_that_a_cell_is_split_into_its_numbers(cell: object, numbers: list[str]) -> None:
    assert split_phones(cell) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "13800001111",
        "１３８００００１１１１",
        "+86 138 0000 1111",
        "0086-13800001111",
        "138-0000-1111",
    ]
    + ["8613800001111", "013800001111", "13800001111.0", "1.3800001111E+10", "手机：13800001111"]
    + ["\u202a13800001111\u202c", "+86 (138) 00001111"],
)
def test_that_a_mobile_is_eleven_digits(text: str) -> None:
    assert normal_phone(text) == ("13800001111", "13800001111", "mobile", False)
    assert phone_key(text) == "13800001111"


@pytest.mark.parametrize(
    ("text", "display", "digits"),
    [
        ("057188881111", "0571-88881111", "057188881111"),
        ("(0571)88881111", "0571-88881111", "057188881111"),
        ("0571-8888-1111", "0571-88881111", "057188881111"),
        ("0571-88881111-801", "0571-88881111转801", "057188881111"),
        ("0571-88881111 ext. 801", "0571-88881111转801", "057188881111"),
        ("+86 10 1234 5678", "010-12345678", "01012345678"),
        ("4008008000", "400-800-8000", "4008008000"),
        ("+1 (212) 555-0100", "+1 212-555-0100", "12125550100"),
        ("0044 20 8366 1177", "+44 20 8366 1177", "442083661177"),
        ("88881111", "88881111", "88881111"),
        ("95588", "95588", "95588"),
    ],
)
def test_that_other_numbers_have_their_form(text: str, display: str, digits: str) -> None:
    assert normal_phone(text) == (display, digits, "phone", False)


@pytest.mark.parametrize(
    "text",
    ["123", "2188881111", "13800001111（李经理）", "11111111111", "+1", "380013800012345"]
    + ["+860000000000", "+868613800001111"],
)
def test_that_a_strange_number_is_kept_and_doubted(text: str) -> None:
    assert normal_phone(text).doubtful


@pytest.mark.parametrize("value", ["abc", "", "1.38E+10", 1.38e15, 0.5, float("inf"), True, -1])
def test_that_a_lost_or_missing_number_is_refused(value: str | float) -> None:
    with pytest.raises(BadValue) as caught:
        normal_phone(value)

    assert caught.value.advice


def test_that_placeholders_make_nobody_the_same() -> None:
    assert phone_key("00000000") == phone_key("11111111111") == phone_key("无") == ""
    assert phone_key("110") == ""


def test_that_the_extension_does_not_change_the_key() -> None:
    assert phone_key("0571-88881111转801") == phone_key("057188881111")


numbers = st.from_regex(r"(\+|00|0|\+86)?[0-9][0-9 -]{4,14}(转[0-9]{1,4})?", fullmatch=True)


@example("0912345678")
@given(numbers | st.text(max_size=20))
def test_that_the_normal_form_is_normal(text: str) -> None:
    try:
        first = normal_phone(text)
    except BadValue:
        return

    assert normal_phone(first.display)[:3] == first[:3]
    assert phone_key(first.display) == phone_key(text)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("02-23456789", "02-23456789"),
        ("(0571) 8888 1111", "0571-88881111"),
        ("(555) 123-4567", "(555) 123-4567"),
        ("1-555-123-4567", "(555) 123-4567"),
        ("400-800-1234", "400-800-1234"),
    ],
)
def test_that_the_writers_own_grouping_of_a_number_is_believed(written: str, shown: str) -> None:
    number = normal_phone(written)
    assert (number.display, number.doubtful) == (shown, False)
    assert normal_phone(number.display) == number


@given(st.from_regex(r"[01²１][0-9１]{9,11}", fullmatch=True))
def test_that_a_sure_mobile_number_is_in_its_normal_form(text: str) -> None:
    number = normal_phone(text)
    same = (number.display, number.kind, number.doubtful) == (text, "mobile", False)

    assert is_sure_mobile(text) == same
