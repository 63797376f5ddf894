"""The forms of a day's visits are printed, each visit on its page, with what is answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.visit import MOVED, Result
from crmdesk.core.domain.visit_forms import Answer, Question, VisitForm
from crmdesk.core.services import printing, visit_forms, visit_results, visits
from crmdesk.core.services.printing import PrintOptions
from crmdesk.core.services.workspace import Workspace
from crmdesk.ui.kit.printing import to_pdf
from tests import factories
from tests.factories import TODAY

WIDE = Question("宽（厘米）", "number")
KIND = Question("Which material, seen in daylight and by lamp?", "choice", ("棉麻", "Velvet"))
WORDS = Question("备注")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workspace]:
    opened = factories.open_shop(tmp_path)
    yield opened
    opened.database.close()


def planned(shop: Workspace, *names: str, purpose: str = "客厅量尺") -> list[int]:
    if not visit_forms.forms(shop):
        asked = (WIDE, KIND, WORDS)
        visit_forms.save(shop, VisitForm(name="量尺", purposes=("量尺",), questions=asked))
    ids = [factories.add(shop, name, "13800138000", "文三路 1 号") for name in names]
    visits.plan_visits(shop, ids, TODAY, purpose=purpose, staff="小王")
    return [row.visit.id for row in visits.between(shop, TODAY, TODAY)]


def pages(shop: Workspace, folder: Path, **options: object) -> list[str]:
    document = printing.build(shop, "visit_form", PrintOptions(**options))  # type: ignore[arg-type]
    file = folder / "forms.pdf"
    to_pdf(document, file)
    return [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(file).pages]


def test_that_each_visit_with_a_form_has_its_page(
    qapp: QApplication, shop: Workspace, tmp_path: Path
) -> None:
    planned(shop, "张伟", "Anna <b>Smith</b>")
    planned(shop, "没有问卷", purpose="送货")
    first, second = pages(shop, tmp_path)
    assert "张伟" in first and "13800138000" in first and "2026" in first and "小王" in first
    assert "宽（厘米）" in first and "□棉麻" in first and "Page1of1" in first
    assert "Anna<b>Smith</b>" in second and "No.2" in second


def test_that_answers_are_printed_also_those_of_a_form_that_is_gone(
    qapp: QApplication, shop: Workspace, tmp_path: Path
) -> None:
    (visit_id,) = planned(shop, "张伟")
    given = (Answer(WIDE, "120.5"), Answer(KIND, "Velvet"), Answer(WORDS, "很长" * 300))
    visit_results.enter(shop, visit_id, Result(answers=given))
    visit_forms.remove(shop, "f1")
    text = "".join(pages(shop, tmp_path))
    assert "120.5" in text and "■Velvet" in text and text.count("很长") == 300


def test_that_chosen_visits_alone_are_printed_with_their_numbers(
    qapp: QApplication, shop: Workspace, tmp_path: Path
) -> None:
    ids = planned(shop, *(f"客户{number}" for number in range(5)))
    visits.move(shop, ids[0], TODAY.replace(day=23))
    visit_results.enter(shop, ids[1], Result(status=MOVED, to=TODAY.replace(day=23)))
    (page,) = pages(shop, tmp_path, ids=(ids[3],))
    assert "客户3" in page and "No.3" in page


def test_that_fifty_visits_are_fifty_pages(
    qapp: QApplication, shop: Workspace, tmp_path: Path
) -> None:
    planned(shop, *(f"客户{number}号" for number in range(50)))
    found = pages(shop, tmp_path)
    assert [f"客户{number}号" in page for number, page in enumerate(found)] == [True] * 50


def test_that_days_without_a_form_are_told(shop: Workspace) -> None:
    with pytest.raises(CrmError, match="no visits to print"):
        printing.build(shop, "visit_form")
    planned(shop, "张伟", purpose="送货")
    with pytest.raises(CrmError, match="form"):
        printing.build(shop, "visit_form")


def test_that_every_page_of_a_long_form_names_its_customer(
    qapp: QApplication, shop: Workspace, tmp_path: Path
) -> None:
    asked = tuple(Question(f"第{number}问") for number in range(30))
    visit_forms.save(shop, VisitForm(name="量尺", purposes=("量尺",), questions=asked))
    planned(shop, "张伟", "李娜")
    made = pages(shop, tmp_path)
    assert len(made) >= 6
    half = len(made) // 2
    assert all("张伟" in page and "李娜" not in page for page in made[:half])
    assert all("量尺·李娜(continued)" in page for page in made[half + 1 :])
