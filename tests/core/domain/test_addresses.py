"""Chinese addresses fall into province, city, district and the rest."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crmdesk.core.domain.addresses import Street, district_of, split_address, street_of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("浙江省杭州市西湖区文三路90号", ("浙江省", "杭州市", "西湖区", "文三路90号")),
        ("浙江省 杭州市 西湖区 文三路", ("浙江省", "杭州市", "西湖区", "文三路")),
        ("北京市朝阳区建国路88号", ("", "北京市", "朝阳区", "建国路88号")),
        ("广西壮族自治区南宁市青秀区民族大道", ("广西壮族自治区", "南宁市", "青秀区", "民族大道")),
        ("浙江省金华市义乌市稠城街道", ("浙江省", "金华市", "义乌市", "稠城街道")),
        ("杭州西湖区文三路", ("", "杭州", "西湖区", "文三路")),
        ("杭州市文三路", ("", "杭州市", "", "文三路")),
        ("东莞市虎门镇太沙路", ("", "东莞市", "虎门镇", "太沙路")),
        ("浙江省杭州市桐庐县横村镇", ("浙江省", "杭州市", "桐庐县", "横村镇")),
        ("青岛市市南区香港路", ("", "青岛市", "市南区", "香港路")),
        ("吉林省吉林市船营区", ("吉林省", "吉林市", "船营区", "")),
        ("内蒙古自治区锡林郭勒盟正蓝旗", ("内蒙古自治区", "锡林郭勒盟", "正蓝旗", "")),
        ("河南中路100号", ("", "", "", "河南中路100号")),
        ("文三路90号阳光小区3幢", ("", "", "", "文三路90号阳光小区3幢")),
        ("1 Main Street", ("", "", "", "1 Main Street")),
    ],
)
def test_that_addresses_fall_into_parts(text: str, parts: tuple[str, ...]) -> None:
    assert split_address(text) == parts


@given(st.text("浙江省杭州市西湖区文三路号县镇旗自治0123 ", max_size=30))
def test_that_the_parts_are_the_whole(text: str) -> None:
    joined = "".join(split_address(text))

    assert joined.replace(" ", "") == text.replace(" ", "")


def test_that_the_district_groups_visits() -> None:
    assert district_of("浙江省杭州市西湖区文三路90号") == district_of("西湖区学院路1号") == "西湖区"
    assert district_of("1 Main Street") == ""


_PIECES = ("浙江省", "浙江", "杭州市", "大连", "市", "区", "盟", "县", "镇", "路", "1号", "A", " ")


@given(st.lists(st.sampled_from(_PIECES)))
def test_that_the_district_is_that_of_the_parts(words: list[str]) -> None:
    text = "".join(words)

    assert district_of(text) == split_address(text).district


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("浙江省杭州市西湖区文三路199号", Street("文三路", 199)),
        ("西湖区学院路318号政苑小区2幢", Street("学院路", 318)),
        ("文三路 9 号", Street("文三路", 9)),
        ("上城区解放路", Street("解放路", 0)),
        (
            "Room 404, Building 16, 373 Binjiang Road, Binjiang, Hangzhou",
            Street("binjiang road", 373),
        ),
        ("12a Baker Street, London", Street("baker street", 12)),
        ("", Street()),
    ],
)
def test_that_the_street_and_its_number_are_found(text: str, street: Street) -> None:
    assert street_of(text) == street


@given(st.text(max_size=60))
@example(text=":\x1f0")
def test_that_any_text_has_a_street_or_none(text: str) -> None:
    found = street_of(text)
    assert found.number >= 0
    assert found.name == found.name.strip()
