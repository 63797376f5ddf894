"""Chinese addresses taken apart by their pattern."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

_PROVINCES: Final = (
    "河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南"
    "|陕西|甘肃|青海|台湾|臺灣|廣東|江蘇|內蒙古|遼寧|黑龍江|山東|湖北|貴州|雲南|陝西|甘肅"
)
_REGIONS: Final = "内蒙古|广西|西藏|宁夏|新疆"
_CITIES: Final = (
    "北京|上海|天津|重庆|石家庄|唐山|秦皇岛|邯郸|保定|廊坊|沧州|太原|大同|呼和浩特|包头|沈阳|大连|鞍山"
    "|长春|吉林|哈尔滨|大庆|南京|苏州|无锡|常州|南通|徐州|扬州|镇江|泰州|盐城|连云港|淮安|宿迁|杭州|宁波"
    "|温州|嘉兴|湖州|绍兴|金华|台州|衢州|丽水|舟山|合肥|芜湖|蚌埠|阜阳|安庆|福州|厦门|泉州|漳州|莆田"
    "|南昌|九江|赣州|济南|青岛|烟台|潍坊|临沂|淄博|济宁|威海|郑州|洛阳|开封|南阳|新乡|武汉|宜昌|襄阳"
    "|长沙|株洲|湘潭|衡阳|岳阳|常德|广州|深圳|珠海|佛山|东莞|中山|惠州|汕头|江门|湛江|南宁|柳州|桂林"
    "|海口|三亚|成都|绵阳|德阳|南充|宜宾|贵阳|遵义|昆明|大理|拉萨|西安|宝鸡|咸阳|兰州|西宁|银川|乌鲁木齐"
)
_HAN: Final = r"[\u3400-\u9fff]"
_NO_STREET: Final = r"(?:(?![路街号號弄巷村道镇鎮乡鄉])[\u3400-\u9fff])"
_PROVINCE: Final = re.compile(
    rf"(?:中国|中华人民共和国)?\s*((?:{_REGIONS})(?:壮族|回族|维吾尔)?自治区|(?:{_PROVINCES})省"
    rf"|(?:香港|澳门)(?:特别行政区)?|(?:{_REGIONS}|{_PROVINCES})(?=\s*(?:{_CITIES}|{_HAN}{{2,5}}?(?:市(?!场)|自治州))))?"
)
# 青岛市南区 is 市南区 of 青岛; 南京西路 and 大连市场 are no cities at all.
_END_OF_CITY: Final = r"市(?!场|場|区|區|民|政|[南北中][区區])"
_CITY: Final = re.compile(
    rf"\s*((?:{_CITIES}){_END_OF_CITY}|{_NO_STREET}{{1,8}}?(?:{_END_OF_CITY}|自治州|地区|盟)"
    rf"|(?:{_CITIES})(?![东南西北中]?[路街道大]|{_END_OF_CITY})(?=\s*{_HAN}{{1,8}}?[区县市镇旗]))?"
)
_SMALL_AREAS: Final = "小社园街校厂景院宅业库片"
_DISTRICT: Final = re.compile(
    rf"\s*({_NO_STREET}{{1,10}}?(?:自治县|自治旗|新区|(?<![{_SMALL_AREAS}])[区區](?![间間域])|[县縣](?!道)|旗(?!舰)"
    r"|(?<!超)(?<!菜)市(?![场場区區])))?"
)
_TOWN: Final = re.compile(r"\s*((?:(?![路街号弄巷村道])[\u3400-\u9fff]){1,6}?[镇乡鎮鄉])?")
_BEGINNING: Final = re.compile(r"[\u3400-\u9fff\s]+")
_MARKS: Final = re.compile(r"[市区县旗镇乡州盟區縣鎮]")


_WAY: Final = "road|rd|street|st|avenue|ave|lane|way|drive|dr|boulevard|blvd|square|sq|terrace"
_ENDS: Final = re.compile(r"^[\s,，]+|[\s,，]+$")
_LATIN_STREET: Final = re.compile(rf"(\d+)[a-z]?[\s,]+([^\d,]*?\b(?:{_WAY})\b)", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[0-9０-９]+")


class Street(NamedTuple):
    """A street and the number of a house in it; 0 where there is none."""

    name: str = ""
    number: int = 0


class AddressParts(NamedTuple):
    """Province, city, district and the rest; joined they are the address without its gaps."""

    province: str = ""
    city: str = ""
    district: str = ""
    street: str = ""


@lru_cache(maxsize=8192)
def split_address(text: str) -> AddressParts:
    """Return the parts of a Chinese address; any other address is all street.

    The four municipalities are cities. Where a city has no districts (东莞) the town counts.
    """
    text = text.strip()
    if text.isascii() or _MARKS.search(text) is None:
        return AddressParts(street=text)
    province, place = _take(_PROVINCE, text, 0)
    city, place = _take(_CITY, text, place)
    district, place = _take(_DISTRICT, text, place)
    if city and not district:
        district, place = _take(_TOWN, text, place)
    return AddressParts(province, city, district, text[place:].strip())


def district_of(text: str) -> str:
    """Return the district, county or town of a Chinese address, else nothing."""
    # It stands before the first number or sign, and many addresses begin alike.
    beginning = _BEGINNING.match(text)
    return split_address(beginning[0]).district if beginning else ""


def street_of(text: str) -> Street:
    """Return the street of an address and the house number, so that neighbours sort together."""
    street = split_address(text).street
    latin = _LATIN_STREET.search(street)
    if latin:
        return Street(" ".join(latin[2].casefold().split()), int(latin[1]))
    number = _NUMBER.search(street)
    name = street[: number.start()] if number else street
    return Street(_ENDS.sub("", name).casefold(), int(number[0]) if number else 0)


def _take(pattern: re.Pattern[str], text: str, place: int) -> tuple[str, int]:
    match = pattern.match(text, place)
    if match is None or not match[1]:
        return "", place
    return match[1], match.end()
