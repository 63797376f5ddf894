"""What is shown goes to a printer or into a file, and how it went is told."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader
from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrinter

from crmdesk.core.domain.problems import FileProblem
from tests.ui.parts.print_office import Shop


def printing_into(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_that_chosen_pages_and_copies_are_printed_in_the_background(
    office: Shop, tmp_path: Path
) -> None:
    window = office.open("customer_file")
    printer = printing_into(tmp_path / "档案.pdf")
    printer.setPageRanges(QPageRanges.fromString("2-3"))
    printer.setCopyCount(2)
    window.output.print_on(printer)
    office.settle()
    assert window.outcome.words.text() == "Saved as 档案.pdf."
    assert [*tmp_path.glob("*.pdf"), *tmp_path.glob(".part*")] == [tmp_path / "档案.pdf"]
    assert len(PdfReader(tmp_path / "档案.pdf").pages) == 4


def test_that_trouble_with_a_printer_is_told_also_when_the_window_is_closed(
    office: Shop, tmp_path: Path
) -> None:
    window = office.open("customer_list")
    window.output.print_on(printing_into(tmp_path / "none" / "a.pdf"))
    window.close()
    office.qtbot.waitUntil(office.desk.tasks.idle)
    assert isinstance(office.desk.failures.pop(), FileProblem)


def test_that_a_print_goes_on_when_its_window_is_closed(office: Shop, tmp_path: Path) -> None:
    window = office.open("customer_list")
    window.output.print_on(printing_into(tmp_path / "a.pdf"))
    window.close()
    office.qtbot.waitUntil(office.desk.tasks.idle)
    assert office.desk.changes[-1].message == "Saved as a.pdf."
    assert len(PdfReader(tmp_path / "a.pdf").pages) == 1
