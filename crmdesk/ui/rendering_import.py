"""The scenes of a list that is checked, repaired and imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from crmdesk.core.domain.customer import Address, ContactMethod, Customer
from crmdesk.core.reports.workbook import write_workbook
from crmdesk.core.services import customers
from crmdesk.ui.importing.wizard import ImportWizard

if TYPE_CHECKING:
    from crmdesk.ui.main_window import MainWindow

_HEADERS = ("姓名", "联系电话", "生日", "性别", "地址", "等级", "备注")
_ROWS = (
    ("沈佳宜", "138-0013-8000", "1990.5.1", "女", "青岛市市南区香港中路 8 号", "A", "爱喝绿茶"),
    ("钱程", "+86 139 0013 9000 / 0532-88886666", "5月1日", "男", "崂山区海尔路 1 号", "", ""),
    ("柯景腾", "１３７００１３７０００", "1988年10月2日", "男", "市北区台东三路 2 号", "B", "微信"),
    ("沈佳宜", "13800138000", "", "", "", "", "同一个人"),
    ("", "13600136000", "1985-03-07", "女", "李沧区京口路 3 号", "", "没有写名字"),
    ("廖英宏", "137", "13月5日", "男", "", "", "号码不全"),
    ("周晓岚", "13500135000", "32/13/1979", "女", "黄岛区长江中路 66 号", "B", ""),
    ("吴老板", "未留", "", "男", "城阳区正阳路 9 号", "", "下次问电话"),
    ("郑秀文", "未留", "1972.2.29", "女", "", "C", ""),
    ("", "13400134000", "", "", "", "", ""),
    ("何玉兰", "13300133000", "农历八月十五", "女", "即墨区鹤山路 5 号", "A", "送月饼"),
)  # fmt: skip


def list_to_repair(folder: Path) -> Path:
    """Return a workbook as shops keep them: a title row, phones in every spelling, mistakes."""
    path = folder / "客户名单.xlsx"
    blank = ("",) * (len(_HEADERS) - 1)
    write_workbook(path, "客户", ("海风茶行客户名单 2026", *blank), (_HEADERS, *_ROWS))
    return path


def know_two(window: MainWindow) -> None:
    """Bring two of the customers of the list into the shop, with other facts."""
    workspace = window.desk.workspace

    def fill() -> None:
        for name, mobile, address, grade in (
            ("沈佳宜", "13800138000", "青岛市市南区江西路 2 号", "B"),
            ("柯景腾", "13700137000", "", ""),
        ):
            made = Customer(
                name=name,
                methods=(ContactMethod("mobile", mobile),),
                addresses=(Address(address),) if address else (),
                grade=grade,
            )
            customers.create(workspace, made)

    window.desk.tasks.write(fill)


def show_all_rows(window: MainWindow) -> None:
    """Put the keyboard on the row of a customer who is known already."""
    page = wizard_of(window).check
    page.show_only("all")
    page.view.select_id(0)


def edit_phone(window: MainWindow) -> None:
    """Empty a phone that stands in another row too."""
    page = wizard_of(window).check
    page.show_only("all")
    page.view.select_id(7)
    page.repairs.write_cell(7, 1, "")


def show_created(window: MainWindow) -> None:
    """Show the customers an import has made."""
    wizard_of(window).result.lists.choose("created")


def show_imports(window: MainWindow) -> None:
    """Show the imports of the history."""
    from crmdesk.ui.history.screen import HistoryScreen

    screen = window.body.place("history")
    assert isinstance(screen, HistoryScreen)
    screen.show_imports()


def wizard_of(window: MainWindow) -> ImportWizard:
    """Return the import of the window."""
    wizard = window.body.place("import")
    assert isinstance(wizard, ImportWizard)
    return wizard
