"""The post finds the postcode in its boxes, once, and no owner's word for a part of the town."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.postal import district_beside, take_postcode, with_district

STREET = "上海市黄浦区人民路16弄"


@pytest.mark.parametrize(
    "address",
    [
        f"{STREET} 200013",
        f"{STREET}200013",
        f"(200013) {STREET}",
        f"（200013）{STREET}",
        f"200013 {STREET}",
        f"200013{STREET}",
        f"{STREET}，邮编：200013",
        f"{STREET}（邮编200013）",
        f"邮政编码 200013，{STREET}",
        f"{STREET}, 200013.",
    ],
)
def test_that_a_postcode_in_an_address_is_found_and_taken_out(address: str) -> None:
    assert take_postcode(address) == (STREET, "200013")
    assert take_postcode(address, "200013") == (STREET, "200013")


@pytest.mark.parametrize(
    "address",
    [
        STREET,
        "人民路16弄 1380013",
        "人民路16弄 13800138000",
        "100025号信箱",
        "Unit B-200013",
        "14 High Street, London SW1A 1AA",
        "200013",
        "",
    ],
)
def test_that_other_numbers_are_no_postcodes(address: str) -> None:
    assert take_postcode(address) == (address, "")


def test_that_a_postcode_kept_by_itself_goes_before_another_in_the_address() -> None:
    assert take_postcode(f"{STREET} 200013", "200040") == (f"{STREET} 200013", "200040")


@given(st.text(max_size=40))
def test_that_nothing_but_the_postcode_is_lost(address: str) -> None:
    rest, code = take_postcode(address)
    assert len(code) in (0, 6)
    assert code in address
    assert all(part in address for part in rest.split(maxsplit=0))


@pytest.mark.parametrize(
    ("address", "district", "full"),
    [
        ("文三路398号", "西湖区", "西湖区文三路398号"),
        ("上海市静安区南京东路84号", "浦东新区", "上海市静安区南京东路84号"),
        ("浙江省杭州市文三路398号", "西湖区", "浙江省杭州市文三路398号"),
        ("静安区南京西路1号", "浦东新区", "静安区南京西路1号"),
        ("西湖区文三路398号", "西湖区", "西湖区文三路398号"),
        ("文三路398号", "城西片", "文三路398号"),
        ("文三路398号", "", "文三路398号"),
        ("14 High Street", "西湖区", "14 High Street"),
        ("人民路3号", "北仑", "人民路3号"),
        ("人民路3号", "象山县", "象山县人民路3号"),
    ],
)
def test_that_a_district_stands_only_before_an_address_that_names_no_place(
    address: str, district: str, full: str
) -> None:
    assert with_district(address, district) == full


@pytest.mark.parametrize(
    ("address", "district", "told"),
    [
        ("文三路398号", "西湖区", "西湖区"),
        ("上海市静安区南京东路84号", "浦东新区", ""),
        ("上海市静安区南京东路84号", "城西片", "城西片"),
        ("西湖区文三路398号", "西湖区", ""),
        ("14 High Street", "West End", "West End"),
    ],
)
def test_that_a_sheet_tells_a_district_where_it_is_news(
    address: str, district: str, told: str
) -> None:
    assert district_beside(address, district) == told
