"""Customers are addressed as one would address them in the shop."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.customer import COMPANY, PERSON
from crmdesk.core.domain.forms_of_address import form_of_address, speaks_chinese
from crmdesk.core.domain.surnames import surname_of


@pytest.mark.parametrize(
    ("name", "gender", "called"),
    [
        ("张伟", "male", "张先生"),
        ("张丽华", "female", "张女士"),
        ("张伟", "", "张伟"),
        ("欧阳娜娜", "female", "欧阳女士"),
        ("司馬光", "male", "司馬先生"),
        ("歐陽修", "male", "歐陽先生"),
        ("諸葛亮", "male", "諸葛先生"),
        ("陳大文", "male", "陳先生"),
        ("张总", "male", "张总"),
        ("张伟总", "", "张总"),
        ("张建工", "male", "张先生"),
        ("张工", "male", "张工"),
        ("李明经理", "male", "李经理"),
        ("欧阳锋教授", "", "欧阳教授"),
        ("王老师", "female", "王老师"),
        ("王阿姨", "female", "王阿姨"),
        ("小张", "male", "小张"),
        ("老王师傅", "male", "老王师傅"),
        ("阿明", "male", "阿明"),
        ("张伟（老客户）", "male", "张先生"),
        ("张伟(3号楼)", "", "张伟"),
        ("快乐小猫咪", "female", "快乐小猫咪"),
        ("喵小姐", "female", "喵小姐"),
        ("王小明爸爸妈妈", "male", "王小明爸爸妈妈"),
        ("Tony老师", "male", "Tony老师"),
        ("Anna Smith", "female", "Smith女士"),
        ("Anna Smith", "", "Anna Smith"),
        ("Anna", "female", "Anna"),
        ("阿依古丽·买买提", "female", "阿依古丽·买买提"),
    ],
)
def test_that_a_customer_is_addressed_in_chinese(name: str, gender: str, called: str) -> None:
    assert form_of_address(name, PERSON, gender, "zh_CN") == called


@pytest.mark.parametrize(
    ("name", "gender", "called"),
    [
        ("Anna Smith", "female", "Ms Smith"),
        ("John Smith", "male", "Mr Smith"),
        ("Anna Smith", "", "Anna"),
        ("Anna", "female", "Anna"),
        ("Dr. Jane Doe", "", "Dr Doe"),
        ("mrs brown", "female", "Mrs brown"),
        ("张伟", "male", "Mr Zhang"),
        ("单雄信", "male", "Mr Shan"),
        ("欧阳娜娜", "female", "Ms Ouyang"),
        ("张丽华", "", "Zhang Lihua"),
        ("快乐小猫咪", "", "快乐小猫咪"),
        ("Tony老师", "", "Tony老师"),
    ],
)
def test_that_a_customer_is_addressed_in_english(name: str, gender: str, called: str) -> None:
    assert form_of_address(name, PERSON, gender, "en") == called


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_that_a_company_is_called_by_its_name(language: str) -> None:
    assert form_of_address("张氏木业", COMPANY, "", language) == "张氏木业"


def test_that_a_name_tells_the_language_it_is_written_in() -> None:
    assert speaks_chinese("张伟") and speaks_chinese("Tony老师")
    assert not speaks_chinese("Anna Smith")


@pytest.mark.parametrize(
    ("name", "surname"),
    [("张伟", "张"), ("欧阳锋", "欧阳"), ("爱新觉罗溥仪", "爱新觉罗"), ("喵喵", ""), ("", "")],
)
def test_that_a_surname_is_known_by_its_beginning(name: str, surname: str) -> None:
    assert surname_of(name) == surname


@given(
    st.text(max_size=12) | st.text("张王欧阳小老明丽总师傅 Aa.()（", max_size=8),
    st.sampled_from(["", "male", "female"]),
    st.sampled_from(["zh_CN", "en"]),
)
def test_that_any_name_gives_something_to_call_it_by(name: str, gender: str, language: str) -> None:
    called = form_of_address(name, PERSON, gender, language)

    assert bool(called.strip()) == bool(name.strip())
