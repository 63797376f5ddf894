"""The scenes that are drawn: what is done in the window before each picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.customer import Address, ContactMethod, Customer
from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.i18n import _
from crmdesk.core.services import customers
from crmdesk.ui import rendering_import as repairs
from crmdesk.ui.duplicates.screen import DuplicatesScreen
from crmdesk.ui.importing.field_choices import NEW_FIELD
from crmdesk.ui.importing.wizard import ImportWizard
from crmdesk.ui.parts.print_window import PrintWindow
from crmdesk.ui.today.screen import TodayScreen
from crmdesk.ui.visits.screen import VisitsScreen

if TYPE_CHECKING:
    from crmdesk.ui.main_window import MainWindow

# Name, mobile, WeChat, address and the rest of customers that are there more than once.
_DOUBLES: Final[tuple[tuple[str, str, str, str, dict[str, Any]], ...]] = (
    ("沈佳宜", "13800138000", "shen_jiayi", "青岛市市南区香港中路 8 号", {"grade": "A"}),
    ("沈佳宜", "13800138000", "", "", {"notes": "爱喝绿茶", "tags": ("老客户",)}),
    ("沈佳怡", "13800138000", "", "市南区香港中路8号 2-301", {"birthday": Birthday(5, 1, 1990)}),
    ("錢程", "13900139000", "qian_cheng", "", {"gender": "male", "grade": "B"}),
    ("钱程", "13900139000", "", "崂山区海尔路 1 号", {"grade": "A", "staff": "小李"}),
    ("柯景腾", "", "", "市北区台东三路 20 号", {"birthday": Birthday(10, 2, 1988)}),
    ("柯景騰", "13700137000", "", "", {"birthday": Birthday(10, 2, 1988), "notes": "微信联系"}),
)

Step = Callable[["MainWindow"], object]


def _window(window: MainWindow) -> QWidget:
    return window


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture: its name, the steps that lead to it, and which widget is drawn."""

    name: str
    steps: tuple[Step, ...]
    shown: Callable[[MainWindow], QWidget] = _window


def go(place: str) -> Step:
    """Return the step to a place of the window."""
    return lambda window: window.desk.go(place)


def filled(folder: Path) -> list[Scene]:
    """Return the scenes of a shop with customers."""
    return [
        Scene("today", (go("today"),)),
        Scene("today-done", (_first_follow_up,)),
        Scene("customers", (go("customers"),)),
        Scene("customer", (_open_customer,)),
        Scene("customer-form", (lambda w: w.desk.new_customer(),)),
        Scene("find", (go("today"), _find)),
        Scene("visits-day", (_close_find, go("visits"))),
        Scene("visits-week", (_week,)),
        Scene("day-sheet", (go("visits"), _preview), _shown_preview),
        Scene("import-file", (_close_preview, go("import"))),
        Scene("import-password", (_ask_password,)),
        Scene(
            "import-questions",
            (
                lambda w: _wizard(w).password.cancel(),
                lambda w: _wizard(w).open_file(_asking(folder)),
            ),
        ),
        Scene("import-new-field", (_new_field,)),
        Scene(
            "import-columns",
            (
                lambda w: _wizard(w).leave(),
                repairs.know_two,
                lambda w: _wizard(w).open_file(repairs.list_to_repair(folder)),
            ),
        ),
        Scene("import-check", (lambda w: _wizard(w).next(),)),
        Scene("import-check-compare", (repairs.show_all_rows,)),
        Scene("import-check-edit", (repairs.edit_phone,)),
        Scene("import-result", (lambda w: _wizard(w).next(),)),
        Scene("import-created", (repairs.show_created,)),
        Scene("history", (lambda w: _wizard(w).leave(), go("history"))),
        Scene("history-imports", (repairs.show_imports,)),
        Scene("backups", (_back_up, go("backups"))),
        Scene("settings", (go("settings"),)),
        Scene("duplicates", (_doubled, lambda w: w.desk.merge_customers())),
        Scene("merge", (_merge_three,)),
        Scene("trouble", (go("today"), _trouble)),
    ]


def empty() -> list[Scene]:
    """Return the scenes of the first start."""
    return [
        Scene("welcome", ()),
        Scene("today-empty", (go("today"),)),
        Scene("customers-empty", (go("customers"),)),
        Scene("visits-empty", (go("visits"),)),
        Scene("history-empty", (go("history"),)),
    ]


def _first_follow_up(window: MainWindow) -> None:
    _today(window).follow_ups.start_done()


def _open_customer(window: MainWindow) -> None:
    # Somebody who waits for a follow-up has a timeline to show.
    row = _today(window).follow_ups.current()
    if row is not None:
        window.desk.open_customer(row.follow_up.customer_id)


def _today(window: MainWindow) -> TodayScreen:
    screen = window.body.place("today")
    assert isinstance(screen, TodayScreen)
    return screen


def _find(window: MainWindow) -> None:
    window.body.finder.start()
    window.body.finder.box.setText("zhou")


def _close_find(window: MainWindow) -> None:
    window.body.finder.clear()


def _week(window: MainWindow) -> None:
    screen = window.body.place("visits")
    assert isinstance(screen, VisitsScreen)
    screen.bar.set_view("week")
    screen.refresh()


def _preview(window: MainWindow) -> None:
    window.desk.print_schedule(window.desk.workspace.clock.today(), 1)


def _shown_preview(window: MainWindow) -> QWidget:
    return next(iter(window.findChildren(PrintWindow)), window)


def _close_preview(window: MainWindow) -> None:
    for preview in window.findChildren(PrintWindow):
        preview.close()


def _wizard(window: MainWindow) -> ImportWizard:
    wizard = window.body.place("import")
    assert isinstance(wizard, ImportWizard)
    return wizard


def _asking(folder: Path) -> Path:
    """Return a list with dates of two readings and levels that nobody knows."""
    path = folder / "会员档案.csv"
    rows = (
        "会员姓名,手机号码,会员级别,生日,性别,忌口",
        "沈佳宜,13800138000,钻石卡,3/4/1990,女,花生",
        "钱程,13900139000,金卡,5/6/1988,男,",
        "柯景腾,13700137000,金卡,1/2/1992,男,海鲜",
        "廖英宏,13600136000,A,7/8/1985,男,",
        "周晓岚,13500135000,银卡,9/10/1979,女,花生",
    )
    path.write_text("\n".join(rows), "gb18030")
    return path


def _ask_password(window: MainWindow) -> None:
    _wizard(window).password.ask(
        _("This file is protected with a password."),
        _("Type the password; it is used once and not kept."),
    )


def _new_field(window: MainWindow) -> None:
    columns = _wizard(window).columns
    columns.table.selectRow(columns.table.columns.rowCount() - 1)
    columns.table.field_wanted.emit(columns.table.columns.rowCount() - 1, NEW_FIELD)


def _back_up(window: MainWindow) -> None:
    from crmdesk.core.services import backup

    workspace = window.desk.workspace
    window.desk.tasks.write(lambda: backup.backup(workspace))


def _doubled(window: MainWindow) -> None:
    """Bring in a few customers once more, as lists do."""
    workspace = window.desk.workspace

    def fill() -> None:
        for name, mobile, wechat, address, more in _DOUBLES:
            methods = [ContactMethod("mobile", mobile)] if mobile else []
            methods += [ContactMethod("wechat", wechat)] if wechat else []
            addresses = (Address(address),) if address else ()
            made = Customer(name=name, methods=tuple(methods), addresses=addresses, **more)
            customers.create(workspace, made)

    window.desk.tasks.write(fill)


def _merge_three(window: MainWindow) -> None:
    screen = window.body.place("duplicates")
    assert isinstance(screen, DuplicatesScreen)
    screen.list.select_id(screen.list.items()[-1].id)


def _trouble(window: MainWindow) -> None:
    window.desk.trouble(
        FileProblem(
            _("The backup could not be put back."),
            _("Close other windows of crmdesk, check that the disk has room, and try again."),
        )
    )
