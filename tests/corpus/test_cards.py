"""Contacts as phones and mail programs write them, with what makes other readers fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmdesk.core.services.workspace import Workspace
from tests.corpus import files
from tests.corpus.bringing import Record, bring, records

CARDS: dict[str, tuple[str, str, str, Record]] = {
    "soft breaks": (
        "2.1",
        "utf-8",
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0;=E4=BC=9F;;;\n"
        "TEL;CELL:13800138000\n"
        "NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=88=B1=E8=8C=B6=0D=0A=\n"
        "=E6=80=95=E5=90=B5",
        {"name": "张伟", "mobile": "13800138000", "notes": "爱茶\n怕吵"},
    ),
    "GBK inside": (
        "2.1",
        "utf-8",
        "FN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=D5=C5=CE=B0\nTEL;CELL;VOICE:13800138000",
        {"name": "张伟", "mobile": "13800138000"},
    ),
    "photo": (
        "3.0",
        "utf-8",
        "FN:张伟\nPHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\n SkZJRgABAQ\n AAAQABAAD\n"
        "TEL;TYPE=CELL:13800138000",
        {"name": "张伟", "mobile": "13800138000"},
    ),
    "labels": (
        "3.0",
        "utf-8",
        "FN:张伟\nitem1.TEL:0571-88881111\nitem1.X-ABLabel:办公室\n"
        "item2.ADR;TYPE=HOME:;;文三路1号;杭州市;浙江省;310012;中国",
        {
            "name": "张伟",
            "phone": "0571-88881111",
            "address": "浙江省杭州市文三路1号 310012",
            "notes": "办公室: 0571-88881111",
        },
    ),
    "stray line": (
        "3.0",
        "utf-8",
        "stray line\nFN:张伟\nTEL;TYPE=CELL:13800138000",
        {"name": "张伟", "mobile": "13800138000"},
    ),
    "UTF-16": (
        "3.0",
        "utf-16",
        "FN:张伟\nTEL;TYPE=CELL:13800138000",
        {"name": "张伟", "mobile": "13800138000"},
    ),
    "4.0": (
        "4.0",
        "utf-8",
        "FN:欧阳娜娜\nN:欧阳;娜娜;;;\nTEL;TYPE=cell;VALUE=uri:tel:+86-138-0013-8000\n"
        "BDAY:--0815\nORG:清和布艺\nEMAIL:A@B.cn\nCATEGORIES:茶,老客",
        {
            "name": "欧阳娜娜",
            "mobile": "13800138000",
            "birthday": "--08-15",
            "company": "清和布艺",
            "email": "a@b.cn",
            "tags": "茶 | 老客",
        },
    ),
}


@pytest.mark.parametrize("kind", list(CARDS))
def test_that_contacts_of_phones_come_in_whole(shop: Workspace, tmp_path: Path, kind: str) -> None:
    version, encoding, lines, expected = CARDS[kind]
    other = "FN:李娜\nTEL;TYPE=CELL:13800138001"
    path = files.cards(tmp_path / "c.vcf", lines, other, version=version, encoding=encoding)
    assert bring(shop, path).told == []
    assert records(shop) == [expected, {"name": "李娜", "mobile": "13800138001"}]
