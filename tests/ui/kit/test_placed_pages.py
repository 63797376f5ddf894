"""Labels and envelopes: nobody's name is lost, whatever the words need."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from crmdesk.core import i18n
from crmdesk.core.reports.document import Document, Look
from crmdesk.core.reports.label_sheets import LABEL_SHEETS
from crmdesk.core.reports.post import ENVELOPES, Recipient, build_envelopes, build_labels
from crmdesk.ui.kit import printing
from tests.paper import places, printed, sizes

LOOK = Look("福星电器", dt.date(2026, 11, 23))
LONG = Recipient(
    "王小明",
    "上海市浦东新区世纪大道100号环球金融中心写字楼A座三十二层3205室阳光灿烂事业部终",
    "200120",
    "上海阳光灿烂国际贸易有限公司",
)
LATIN = Recipient(
    "Christopher Alexander Montgomery-Smythe",
    "Unit 3205, 32/F, Tower A, World Financial Center, No. 100 Century Avenue, Shanghai END",
    "200120",
)
ENDLESS = Recipient("赵久远", "路" * 2000, "310012", "公司" * 100)
SHORT = Recipient("李娜", "文三路1号", "310013")


@pytest.fixture(autouse=True)
def _running(qapp: QApplication) -> None:
    """Text is measured by a running program only."""


def labels(key: str, *people: Recipient) -> Document:
    return build_labels(LOOK, LABEL_SHEETS[key], people)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("person", [LONG, LATIN])
@pytest.mark.parametrize("key", [*LABEL_SHEETS, *ENVELOPES])
def test_that_a_long_address_is_made_smaller_and_whole(
    tmp_path: Path, key: str, person: Recipient, language: str
) -> None:
    if key == "a4-4x10" and person is LATIN:
        person = replace(person, address=person.address[10:])
    with i18n.speaking(language):
        envelope = ENVELOPES.get(key)
        document = (
            build_envelopes(LOOK, envelope, None, [person]) if envelope else labels(key, person)
        )
    (page,) = printed(document, tmp_path / "a.pdf")
    for words in (person.name, person.address, person.company, person.postcode):
        assert words.replace(" ", "") in page


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("key", [*LABEL_SHEETS, *ENVELOPES])
def test_that_an_endless_address_is_visibly_shortened_and_the_name_stays(
    tmp_path: Path, key: str, language: str
) -> None:
    with i18n.speaking(language):
        envelope = ENVELOPES.get(key)
        document = (
            build_envelopes(LOOK, envelope, None, [ENDLESS, SHORT])
            if envelope
            else labels(key, ENDLESS, SHORT)
        )
    saved = printing.save_pdf(document, tmp_path / "a.pdf")
    assert saved.remark == "Too long, and shortened with …: 赵久远."
    whole = "".join(printed(document, tmp_path / "a.pdf"))
    assert "赵久远" in whole
    assert "310012" in whole
    assert "路…" in whole
    assert "李娜" in whole


def test_that_what_fits_is_not_said_to_be_shortened(tmp_path: Path) -> None:
    assert printing.save_pdf(labels("a4-3x8", LONG, SHORT), tmp_path / "a.pdf").remark == ""


def test_that_the_labels_of_a_sheet_have_one_size_of_words(tmp_path: Path) -> None:
    longer = replace(
        SHORT, address="杭州市西湖区文三路三百九十八号东方科技大厦七幢", company="东方公司"
    )
    printed(labels("letter-3x10", SHORT, longer, SHORT), tmp_path / "a.pdf")
    alone = tmp_path / "b.pdf"
    printed(labels("letter-3x10", SHORT), alone)
    (size,) = sizes(tmp_path / "a.pdf", "文三路")
    assert sizes(tmp_path / "a.pdf", "杭州市") == {size}
    assert {size} != sizes(alone, "文三路")


def test_that_one_endless_address_does_not_make_the_whole_sheet_small(tmp_path: Path) -> None:
    printed(labels("a4-3x8", SHORT, ENDLESS), tmp_path / "a.pdf")
    printed(labels("a4-3x8", SHORT), tmp_path / "b.pdf")
    assert sizes(tmp_path / "a.pdf", "文三路") == sizes(tmp_path / "b.pdf", "文三路")


def test_that_the_last_word_of_a_chinese_name_never_stands_alone(tmp_path: Path) -> None:
    with i18n.speaking("zh_CN"):
        document = labels("a4-3x8", *(replace(SHORT, name="名" * count) for count in range(8, 30)))
    printed(document, tmp_path / "a.pdf")
    texts = [text for text, _x, _y in places(tmp_path / "a.pdf")]
    assert sum("收" in text for text in texts) == 22
    assert "收" not in texts
