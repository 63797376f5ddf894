"""What stands in the grid of the check, and how it is written into."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex
from pytestqt.qtbot import QtBot

from crmdesk.core.importing.readers.source import Source
from crmdesk.ui.importing.check_page import CheckPage
from crmdesk.ui.importing.step_pieces import CHECK
from crmdesk.ui.importing.wizard import ImportWizard
from tests.ui.desks import RememberingDesk
from tests.ui.importing.steps import opened, wait

LIST = """姓名,手机,生日,备注
王芳,13800138000,1990-05-01,爱茶
,13900139000,,没有名字
李娜,未留,1985-03-07,
周晓岚,未留,,
吴老板,未留,,
,13700137000,,也没有名字
"""


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "客户.csv"
    path.write_text(LIST, "utf-8")
    return path


@pytest.fixture
def page(wizard: ImportWizard, desk: RememberingDesk, listed: Path, qtbot: QtBot) -> CheckPage:
    desk.add_customer("王芳", "13800138000", grade="B", notes="怕吵")
    return checked(qtbot, desk, wizard, listed)


def checked(
    qtbot: QtBot, desk: RememberingDesk, wizard: ImportWizard, what: Path | Source
) -> CheckPage:
    opened(qtbot, desk, wizard, what)
    wizard.next()
    wait(qtbot, desk, wizard)
    assert wizard.step() == CHECK
    return wizard.check


def cell(page: CheckPage, row_id: int, header: str) -> QModelIndex:
    titles = [column.title() for column in page.model.columns]
    return page.model.index(page.model.row_of(row_id), titles.index(header))


def states(wizard: ImportWizard) -> list[str]:
    assert wizard.flow.plan is not None
    return [row.state for row in wizard.flow.plan.rows]


def texts(page: CheckPage, header: str) -> list[str]:
    return [str(cell(page, one, header).data()) for one in page.model.ids()]


def counts(page: CheckPage) -> dict[str, int]:
    return {
        key: int(made.text().split()[-1].replace(",", "")) for key, made in page.filters.items()
    }
