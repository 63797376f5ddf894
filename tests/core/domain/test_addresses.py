"""Chinese addresses fall into province, city, district and the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.addresses import district_of, split_address


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
