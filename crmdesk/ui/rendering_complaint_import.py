"""The scenes of a list of old complaints that is imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from crmdesk.core.reports.workbook import write_workbook
from crmdesk.ui.rendering_import import show_all_rows, show_created, show_imports, wizard_of
from crmdesk.ui.rendering_scenes import Scene

if TYPE_CHECKING:
    from crmdesk.ui.main_window import MainWindow

_COMPLAINTS = (
    ("投诉日期", "客户姓名", "电话", "类别", "投诉内容", "处理结果", "处理状态", "满意度"),
    ("2026-09-28", "沈佳宜", "13800138000", "质量", "窗帘掉色", "免费换新", "已完成", "5"),
    ("2026-10-03", "高先生", "13900139000", "送货", "周五才送到", "道歉", "已完成", "3"),
    ("2026-10-11", "李女士", "13700137000", "价格", "比网上贵一百多", "", "处理中", ""),
    ("2026-10-15", "王梅雪", "", "服务态度", "", "", "", ""),
    ("10月32日", "刘娜", "13600136000", "质量", "沙发腿松动", "", "", ""),
)  # fmt: skip


def complaint_import(folder: Path) -> list[Scene]:
    """Return the scenes of a list of old complaints, from its file to the list of complaints."""
    path = folder / "投诉登记.xlsx"

    def open_list(window: MainWindow) -> None:
        write_workbook(path, "投诉", _COMPLAINTS[0], _COMPLAINTS[1:])
        window.desk.import_list()
        wizard_of(window).begin()
        wizard_of(window).open_file(path)

    return [
        Scene("import-complaints-guess", (open_list,)),
        Scene("import-complaints", (_as_complaints,)),
        Scene("import-complaints-check", (lambda w: wizard_of(w).next(), show_all_rows)),
        Scene("import-complaints-result", (lambda w: wizard_of(w).next(),)),
        Scene("import-complaints-created", (show_created,)),
        Scene("import-complaints-listed", (lambda w: wizard_of(w).result.show_button.click(),)),
        Scene("history-import-complaints", (lambda w: w.desk.go("history"), show_imports)),
    ]


def _as_complaints(window: MainWindow) -> None:
    notice = wizard_of(window).columns.other_target
    if notice.isVisible():
        notice.switch_button.click()
