"""One word for one thing: the texts keep to the table of words in the documents."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "resources" / "i18n"))

import catalogue  # noqa: E402
import compiling  # noqa: E402


def table() -> list[list[str]]:
    lines = (ROOT / "docs" / "WORDS.md").read_text(encoding="utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def never(*, chinese: bool) -> dict[str, str]:
    """Return each word that is never said, with the one that is."""
    return {
        word: row[2] if chinese else row[1]
        for row in table()
        for word in row[3].split(", ")
        if word.isascii() is not chinese
    }


def said_otherwise(text: str, words: dict[str, str]) -> list[str]:
    """Return one sentence for each word of a text that the table knows another one for."""
    return [
        f"{text!r} says {word!r}, not {right!r}"
        for word, right in words.items()
        if re.search(rf"\b{word}\b" if word.isascii() else word, text, re.IGNORECASE)
    ]


def test_that_no_chinese_text_has_another_word_for_what_has_one() -> None:
    found = compiling.read_catalogue(compiling.HERE / "zh_CN" / "LC_MESSAGES" / "crmdesk.po")
    texts = [text for entry in catalogue.entries(found) for text in catalogue.texts(entry.string)]
    words = never(chinese=True)
    assert [one for text in texts for one in said_otherwise(text, words)] == []


def test_that_no_english_text_has_another_word_for_what_has_one() -> None:
    texts = [
        text
        for entry in catalogue.entries(catalogue.extracted())
        for text in catalogue.texts(entry.id)
    ]
    words = never(chinese=False)
    assert [one for text in texts for one in said_otherwise(text, words)] == []


def test_that_every_word_of_the_table_is_said_in_both_languages() -> None:
    found = compiling.read_catalogue(compiling.HERE / "zh_CN" / "LC_MESSAGES" / "crmdesk.po")
    entries = catalogue.entries(found)
    english = " ".join(text for entry in entries for text in catalogue.texts(entry.id)).lower()
    chinese = " ".join(text for entry in entries for text in catalogue.texts(entry.string))
    unsaid = [row[0] for row in table() if row[1] not in english or row[2] not in chinese]
    assert unsaid == []


@pytest.mark.parametrize("text", ["请填写产品名称", "Action taken on Monday"])
def test_that_another_word_is_found(text: str) -> None:
    words = never(chinese=not text.isascii())
    assert len(said_otherwise(text, words)) == 1
