"""How a customer is addressed in a message: 张先生, 欧阳女士, 王老师, Ms Smith, Anna."""

from __future__ import annotations

import re
from typing import Final

from crmdesk.core.domain.customer import COMPANY
from crmdesk.core.domain.pinyin import readings
from crmdesk.core.domain.surnames import surname_of

_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_BRACKETS: Final = re.compile(r"[(（【\[《].*?[)）】\]》]|[-—/·].*(?:店|公司|小区).*")
# A name that ends in one of these says itself how the person is called; longer ones come first.
_TITLES: Final = (
    *("董事长", "总经理", "副经理", "老板娘", "工程师", "副教授", "护士长", "班主任"),
    *("先生", "女士", "小姐", "太太", "夫人", "老师", "经理", "医生", "大夫", "教授", "师傅"),
    *("主任", "局长", "处长", "科长", "部长", "院长", "校长", "园长", "厂长", "店长", "老板"),
    *("律师", "会计", "护士", "警官", "书记", "队长", "主管", "总监", "阿姨", "叔叔", "大哥"),
    *("大姐", "同学", "博士", "总", "董", "工", "姐", "哥", "姨", "叔", "嫂", "婶", "爷", "奶"),
)
# Given names end in these as well: 张建工 is no engineer, 张工 is one.
_ALSO_GIVEN: Final = frozenset("工董叔姨")
# 小张, 老王, 阿明: called so by everybody.
_FAMILIAR: Final = "小老阿"
_CHINESE_TITLES: Final = {"male": "先生", "female": "女士"}
_LATIN_TITLES: Final = {"male": "Mr", "female": "Ms"}
_WRITTEN_TITLES: Final = {
    "mr": "Mr", "mrs": "Mrs", "ms": "Ms", "miss": "Miss", "dr": "Dr", "prof": "Prof",
    "professor": "Prof", "sir": "Sir", "madam": "Madam",
}  # fmt: skip
_LONGEST_GIVEN: Final = 2


def form_of_address(name: str, kind: str, gender: str, language: str) -> str:
    """Return how a customer is addressed in a language.

    Without a gender, or where the name is not known for one, the whole name stands.
    """
    bare = _bare(name)
    if kind == COMPANY:
        return bare
    if language.startswith("zh"):
        return _in_chinese(bare, gender)
    return _in_english(bare, gender)


def is_title(text: str) -> bool:
    """Tell whether a text is nothing but a form of address: 先生, 老师, Dr."""
    return text in _TITLES or text.rstrip(".").lower() in _WRITTEN_TITLES


def speaks_chinese(name: str) -> bool:
    """Tell whether a name is written in Chinese characters."""
    return _HAN.search(name) is not None


def _bare(name: str) -> str:
    """Return a name without what was noted behind it: 张伟（老客户）."""
    return " ".join(_BRACKETS.sub("", name).split()) or name.strip()


def _in_chinese(name: str, gender: str) -> str:
    if not _is_han(name):
        return _latin_in_chinese(name, gender)
    surname = surname_of(name)
    title = next((one for one in _TITLES if name.endswith(one) and len(name) > len(one)), "")
    given = name[len(surname) : -len(title)] if title else ""
    if title and not (given and title in _ALSO_GIVEN):
        # 李明经理 is 李经理; 老王师傅 stays as it is.
        return surname + title if surname and len(given) <= _LONGEST_GIVEN else name
    if not surname or name[0] in _FAMILIAR or len(name) - len(surname) > _LONGEST_GIVEN:
        return name
    return surname + _CHINESE_TITLES[gender] if gender in _CHINESE_TITLES else name


def _latin_in_chinese(name: str, gender: str) -> str:
    words = name.split()
    if speaks_chinese(name) or len(words) < 2 or gender not in _CHINESE_TITLES:
        return name
    return words[-1] + _CHINESE_TITLES[gender]


def _in_english(name: str, gender: str) -> str:
    if speaks_chinese(name):
        return _pinyin_address(name, gender) if _is_han(name) else name
    words = [word for word in re.split(r"[\s,]+", name) if word]
    if not words:
        return name
    title = _WRITTEN_TITLES.get(words[0].rstrip(".").lower(), "")
    if title and len(words) > 1:
        return f"{title} {words[-1]}"
    if len(words) > 1 and gender in _LATIN_TITLES:
        return f"{_LATIN_TITLES[gender]} {words[-1]}"
    return words[0]


def _pinyin_address(name: str, gender: str) -> str:
    surname = surname_of(name)
    known = readings(name).variants
    if not surname or not known or len(known[0]) < len(name):
        return name
    family = "".join(known[0][: len(surname)]).capitalize()
    if gender in _LATIN_TITLES:
        return f"{_LATIN_TITLES[gender]} {family}"
    given = "".join(known[0][len(surname) :]).capitalize()
    return f"{family} {given}".strip()


def _is_han(name: str) -> bool:
    return bool(name) and all(_HAN.match(sign) for sign in name)
