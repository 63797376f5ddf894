"""Tries the installed program from end to end, in a folder of its own."""

from __future__ import annotations

import datetime as dt
import tempfile
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from crmdesk.cli.output import Answer, show
from crmdesk.core import paths
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.complaint import CLOSED, Complaint
from crmdesk.core.domain.complaint_states import ANSWER, CLOSE, Given
from crmdesk.core.domain.problems import CrmError, PasswordNeeded
from crmdesk.core.i18n import N_, _
from crmdesk.core.reports.document import Document
from crmdesk.core.services import (
    backup,
    checking,
    duplicates,
    finding,
    history,
    importing,
    visits,
    workspace,
)
from crmdesk.core.services.workspace import Workspace

_HEADERS = ("姓名", "手机", "微信", "地址")
_ROWS = (
    ("张伟", "13800001001", "zhangwei_88", "杭州市滨江区江南大道100号"),
    ("王芳", "13800001002", "", "杭州市余杭区良睦路200号"),
)
_PASSWORD = "芝麻开门"
_TEXTS = {
    "phone.vcf": (
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=GBK:张;伟\r\nTEL;CELL:13800001001\r\nEND:VCARD\r\n"
    ),
    "web.xls": "<table><tr><th>姓名<th>手机<tr><td>张伟<td>13800001001</table>",
    "text.csv": "姓名;手机\n张伟;13800001001\n",
}
_SMALLEST_PDF = 5_000


def self_test(options: Namespace) -> Answer:
    """Try each part of the program; exit code 1 when one fails."""
    results: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory(prefix="crmdesk-", ignore_cleanup_errors=True) as folder:
        trial = _Trial(Path(folder))
        try:
            for what, step in trial.steps():
                trouble = _attempt(step)
                results.append({"step": what, "ok": not trouble, "message": trouble})
                if not options.json:
                    # At once: what hangs or ends the program has told where.
                    show(Answer(None, [_line(what, trouble)]), as_json=False)
                if trouble:
                    break
        finally:
            trial.end()
    ok = all(result["ok"] for result in results)
    lines = [_("Everything works.") if ok else _("Something does not work on this PC.")]
    return Answer({"ok": ok, "steps": results}, lines, 0 if ok else 1)


def _line(what: str, trouble: str) -> str:
    if trouble:
        return _("{step}: failed. {message}").format(step=_(what), message=trouble)
    return _("{step}: fine").format(step=_(what))


def _attempt(step: Callable[[], None]) -> str:
    try:
        step()
    except CrmError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - a missing part of a package fails in any way
        return f"{type(error).__name__}: {error}"
    return ""


def _expect(fine: bool, message: str) -> None:
    if not fine:
        raise CrmError(message, _("Install crmdesk again."))


class _Trial:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: Workspace | None = None

    def steps(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        """Return what is tried, in order."""
        return (
            (N_("Open a database"), self._open),
            (N_("Import an .xlsx file"), self._import_new),
            (N_("Import an .xls file"), self._import_old),
            (N_("Open a workbook with a password"), self._open_locked),
            (N_("Read contacts, a web table and a text"), self._read_texts),
            (N_("Find by pinyin"), self._find),
            (N_("Find duplicates and merge them"), self._merge),
            (N_("Print a Chinese PDF"), self._print),
            (N_("Reckon lunar days, holidays and what comes again"), self._reckon),
            (N_("Write a calendar for the phone"), self._write_calendar),
            (N_("Handle a complaint and print its form"), self._complain),
            (N_("Back up and check"), self._keep),
        )

    def end(self) -> None:
        """Close the database, so that its folder can be removed."""
        if self._opened is not None:
            self._opened.database.close()

    @property
    def _work(self) -> Workspace:
        if self._opened is None:
            raise CrmError(_("The database is not open."))
        return self._opened

    def _open(self) -> None:
        self._opened = workspace.open_workspace(self._folder / "试用.db")

    def _import_new(self) -> None:
        from crmdesk.core.reports import workbook

        file = self._folder / "客户.xlsx"
        workbook.write_workbook(file, "客户", _HEADERS, _ROWS)
        self._bring_in(file)

    def _import_old(self) -> None:
        self._bring_in(paths.resource_dir() / "selftest" / "list.xls")

    def _open_locked(self) -> None:
        file = paths.resource_dir() / "selftest" / "locked.xlsx"
        try:
            importing.read(file)
        except PasswordNeeded:
            rows = importing.read(file, password=_PASSWORD).sheets[0].rows
            _expect(len(rows) == 3, _("The workbook was not opened."))
        else:
            raise CrmError(_("A protected workbook opens without its password."))

    def _read_texts(self) -> None:
        for name, text in _TEXTS.items():
            file = self._folder / name
            file.write_bytes(text.encode("gb18030"))
            read = importing.read(file)
            _expect(
                any(_ROWS[0][1] in row for row in read.sheets[0].rows),
                _("“{name}” was not read.").format(name=name),
            )

    def _merge(self) -> None:
        setup = replace(importing.begin(importing.read(self._folder / "客户.xlsx")), mode="add")
        again = importing.write(self._work, setup, importing.check(self._work, setup))
        group = duplicates.find(self._work)[0]
        merged = duplicates.merge(self._work, group.ids, duplicates.proposed(self._work, group.ids))
        duplicates.unmerge(self._work, merged.operation_id)
        history.undo(self._work, again.import_id)

    def _bring_in(self, file: Path) -> None:
        setup = importing.begin(importing.read(file))
        result = importing.write(self._work, setup, importing.check(self._work, setup))
        _expect(
            (result.created, result.failed) == (2, 0),
            _("{count} of 2 customers came in.").format(count=result.created),
        )

    def _find(self) -> None:
        for text, name in (("zhangwei", "张伟"), ("oym", "欧阳明")):
            names = [hit.name for hit in finding.find(self._work, text)]
            _expect(
                names == [name], _("“{text}” does not find {name}.").format(text=text, name=name)
            )

    def _print(self) -> None:
        from crmdesk.core.services.printing import schedule

        day = dt.date(2026, 1, 5)
        ids = [hit.id for hit in finding.find(self._work, "杭州")]
        visits.plan_visits(self._work, ids, day, at=dt.time(9, 30), purpose="送样品")
        self._to_pdf(schedule(self._work, day, 1), "拜访.pdf")

    def _to_pdf(self, document: Document, name: str) -> None:
        from crmdesk.ui.kit.printing import to_pdf

        file = self._folder / name
        pages = to_pdf(document, file)
        content = file.read_bytes()
        _expect(
            pages == 1 and content.startswith(b"%PDF-") and len(content) > _SMALLEST_PDF,
            _("The PDF is empty."),
        )

    def _reckon(self) -> None:
        from crmdesk.core.domain.recurrence import next_date, parse_rule
        from crmdesk.core.services import holidays

        new_year = dt.date(2026, 2, 17)
        lunar = Birthday(1, 1, lunar=True).next_on_or_after(dt.date(2026, 1, 1))
        days = {day for day, _name in holidays.public_holidays("cn", new_year.year)}
        _expect(lunar == new_year and new_year in days, _("A festival is on a wrong day."))
        start = dt.date(2026, 1, 5)
        again = next_date(parse_rule("FREQ=WEEKLY;INTERVAL=2", start), start, start)
        _expect(again == dt.date(2026, 1, 19), _("What comes again is on a wrong day."))

    def _write_calendar(self) -> None:
        from crmdesk.core.services import calendar_export

        day = dt.date(2026, 1, 5)
        made = calendar_export.export(self._work, self._folder / "日历.ics", day, day)
        _expect(made.count >= 1, _("The calendar is empty."))

    def _complain(self) -> None:
        from crmdesk.core.services import complaint_steps, complaints, printing
        from crmdesk.core.services.print_options import PrintOptions

        received = Complaint(
            received_at=self._work.clock.now(), walk_in_name="王芳", what="窗帘掉色"
        )
        number = complaints.receive(self._work, received).new_id
        complaint_steps.step(self._work, number, ANSWER, Given(action="换一套"))
        complaint_steps.step(self._work, number, CLOSE, Given(satisfaction=5))
        now = complaints.get(self._work, number)
        _expect(now.state == CLOSED, _("The complaint was not closed."))
        options = PrintOptions(ids=(number,))
        self._to_pdf(printing.build(self._work, "complaint_form", options), "投诉.pdf")

    def _keep(self) -> None:
        made = backup.backup(self._work, self._folder / "copy.db")
        _expect(made.checked, _("The backup was not checked."))
        report = checking.check(self._work)
        _expect(report.ok, " ".join(problem.message for problem in report.problems))
