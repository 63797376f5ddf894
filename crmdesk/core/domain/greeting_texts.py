"""The texts a shop begins with, as an owner would write them to people one knows."""

from __future__ import annotations

from typing import Final

from crmdesk.core.domain.occasions import BIRTHDAY

LATE_BIRTHDAY: Final = "birthday_late"
COMPANY_DAY: Final = "company_day"
ANY_FESTIVAL: Final = "festival"
CHINESE: Final = "zh_CN"
ENGLISH: Final = "en"

# By occasion: the Chinese text and the English one.
_TEXTS: Final = {
    BIRTHDAY: (
        "{称呼}，生日快乐！祝您身体健康，天天都有好心情。[{上次}。]有空来店里坐坐，给您泡杯茶。\n[{店名}]",
        "Dear {name}, happy birthday! I wish you good health and a happy year. [{last}.] "
        "Come by when you have a minute, there is always a cup of tea for you.\n[{shop}]",
    ),
    LATE_BIRTHDAY: (
        "{称呼}，前两天是您的生日，这几天忙，祝福送晚了，您别见怪。祝您身体健康，事事顺心！\n[{店名}]",
        "Dear {name}, your birthday was a day or two ago and I was too slow: happy birthday all "
        "the same, and I wish you a good year!\n[{shop}]",
    ),
    COMPANY_DAY: (
        "{称呼}的各位，恭喜贵公司又长一岁！谢谢一直以来的信任，祝生意兴隆，越办越红火。[{上次}。]\n[{店名}]",
        "Dear all at {name}, congratulations on your anniversary! Thank you for your trust, and I "
        "wish you a good year. [{last}.]\n[{shop}]",
    ),
    ANY_FESTIVAL: (
        "{称呼}，{节日}快乐！祝您和家人平安健康，事事顺心。[{上次}。]\n[{店名}]",
        "Dear {name}, happy {festival}! All the best to you and your family. [{last}.]\n[{shop}]",
    ),
    "festival:new_year": (
        "{称呼}，新年快乐！谢谢您这一年的关照，祝您和家人新的一年平平安安，顺顺利利。\n[{店名}]",
        "Dear {name}, a happy New Year! Thank you for the past one, and all the best to you and "
        "your family.\n[{shop}]",
    ),
    "festival:spring_festival": (
        "{称呼}，给您拜年了！谢谢您一年来的照顾，祝您全家新春快乐，身体健康，万事如意。[{上次}。]\n[{店名}]",
        "Dear {name}, happy Chinese New Year! Thank you for coming to us this year. Good health "
        "and good luck to you and your family. [{last}.]\n[{shop}]",
    ),
    "festival:spring_eve": (
        "{称呼}，除夕好！祝您一家团团圆圆，年夜饭吃得热热闹闹，新年事事顺心。\n[{店名}]",
        "Dear {name}, a happy New Year's Eve to you and all who sit at your table tonight, and "
        "good luck for the year to come.\n[{shop}]",
    ),
    "festival:lantern": (
        "{称呼}，元宵节快乐！记得吃碗汤圆，祝您一家团团圆圆，一年都甜甜美美。\n[{店名}]",
        "Dear {name}, happy Lantern Festival! May the year be as sweet as the dumplings.\n[{shop}]",
    ),
    "festival:dragon_boat": (
        "{称呼}，端午安康！粽子吃了吗？祝您和家人健康平安，夏天清清爽爽。[{上次}。]\n[{店名}]",
        "Dear {name}, a peaceful Dragon Boat Festival! Good health to you and your family. "
        "[{last}.]\n[{shop}]",
    ),
    "festival:mid_autumn": (
        "{称呼}，中秋快乐！月圆人团圆，祝您和家人平安喜乐。[{上次}。]\n[{店名}]",
        "Dear {name}, happy Mid-Autumn Festival! I hope you see the moon with all your family. "
        "[{last}.]\n[{shop}]",
    ),
    "festival:double_ninth": (
        "{称呼}，重阳节安康！祝您和家里的老人身体硬朗，福寿绵长。\n[{店名}]",
        "Dear {name}, on Double Ninth I wish you, and the old people in your family, good health "
        "and many more years.\n[{shop}]",
    ),
    "festival:winter_solstice": (
        "{称呼}，冬至快乐！天冷了，记得吃碗热饺子，多穿点，祝您和家人暖暖和和。\n[{店名}]",
        "Dear {name}, happy Winter Solstice! It is getting cold: keep warm and eat well.\n[{shop}]",
    ),
    "festival:laba": (
        "{称呼}，腊八节好！过了腊八就是年，喝碗热粥，祝您一家暖暖和和，事事顺心。\n[{店名}]",
        "Dear {name}, happy Laba Festival! The New Year is near: keep warm, and all the best to "
        "your family.\n[{shop}]",
    ),
    "festival:christmas": (
        "{称呼}，圣诞快乐！祝您和家人平安喜乐，新的一年一切都好。\n[{店名}]",
        "Dear {name}, merry Christmas! Thank you for coming to us this year. A peaceful time to "
        "you and your family. [{last}.]\n[{shop}]",
    ),
}  # fmt: skip


def usual_text(occasion: str, language: str) -> str:
    """Return the text a shop begins with; that of any festival where there is none of its own."""
    chinese, english = _TEXTS.get(occasion) or _TEXTS[ANY_FESTIVAL]
    return chinese if language.startswith("zh") else english


def template_of(occasion: str, *, late: bool, company: bool) -> str:
    """Return the occasion whose template greets for an occasion: the birthday has three."""
    if occasion != BIRTHDAY:
        return occasion
    if company:
        return COMPANY_DAY
    return LATE_BIRTHDAY if late else BIRTHDAY
