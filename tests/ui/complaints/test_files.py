"""Files of a complaint: brought by dialog, drag and paste, shown small, opened, saved, removed."""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
)
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.attachment import MOST_BYTES, NewFile
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.services import complaint_files, complaint_lists, history
from crmdesk.ui.complaints.case_files import CaseFiles
from crmdesk.ui.complaints.files_box import FilesBox
from crmdesk.ui.kit import pictures
from crmdesk.ui.kit.dialogs import Dialog
from tests.ui.complaints.hands import CTRL, KEY, PLAIN, opened, press, received, settled, typed
from tests.ui.desks import RememberingDesk

NAME = Qt.ItemDataRole.DisplayRole
READ_OUT = Qt.ItemDataRole.AccessibleTextRole


class Opener(QObject):
    """Stands for the programs of the computer, and remembers what they were asked to show."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[Path] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        self.seen.append(Path(url.toLocalFile()))


@pytest.fixture
def opener(qapp: QApplication) -> Iterator[Opener]:
    made = Opener()
    QDesktopServices.setUrlHandler("file", made, "show")
    yield made
    QDesktopServices.unsetUrlHandler("file")


def photo(width: int = 400, height: int = 300) -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor("teal"))
    return made


def huge_png() -> bytes:
    """Return a small file that claims to be a picture of ten thousand million points."""

    def part(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(300_000))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", body) + part(b"IEND", b"")


def on_disk(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def case(qtbot: QtBot, desk: RememberingDesk) -> tuple[int, CaseFiles]:
    made = received(desk)
    screen = opened(qtbot, desk)
    screen.open_complaint(made)
    settled(qtbot, desk)
    return made, screen.browse.case.files


def whole(box: FilesBox) -> QWidget:
    """Return what files may be dropped on: all of the case."""
    host = box.drops.parent()
    assert isinstance(host, QWidget)
    return host


def lines(box: FilesBox, role: int = NAME) -> list[str]:
    model = box.view.files
    return [model.index(row).data(role) for row in range(model.rowCount())]


def kept(desk: RememberingDesk, complaint_id: int) -> list[str]:
    return [one.name for one in complaint_files.files(desk.workspace, complaint_id)]


def dropped(widget: QWidget, paths: list[Path]) -> bool:
    """Let files go above a widget, and return whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, plain = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, PLAIN
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(5, 5), copy, data, left, plain))
    event = QDropEvent(QPointF(5, 5), copy, data, left, plain)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def copied_files(paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    QGuiApplication.clipboard().setMimeData(data)


def open_dialogs(screen: QWidget) -> list[QFileDialog]:
    return [one for one in screen.window().findChildren(QFileDialog) if one.isVisible()]


def test_that_dropped_photos_are_shown_small_and_others_by_name_and_size(
    qtbot: QtBot, desk: RememberingDesk, tmp_path: Path
) -> None:
    made, box = case(qtbot, desk)
    assert lines(box) == [] and not box.view.isVisible() and "20 MB" in box.hint.text()
    paths = [
        on_disk(tmp_path, "照片.png", pictures.as_png(photo())),
        on_disk(tmp_path, "收据.pdf", b"%PDF-1.7" + bytes(5000)),
    ]
    assert dropped(whole(box), paths)
    settled(qtbot, desk)
    assert kept(desk, made) == ["照片.png", "收据.pdf"]
    assert lines(box)[1] == "收据.pdf\n5 KB" and lines(box, READ_OUT)[1] == "收据.pdf, 5 KB"
    first, second = box.view.files.files
    assert box.view.files.is_drawn(first.key) and not box.view.files.is_drawn(second.key)
    assert desk.changes[-1].message == "2 files were added to TS-2026-0001."
    history.undo(desk.workspace, desk.changes[-1].operation_id)
    box.desk.done(desk.changes[-1])
    settled(qtbot, desk)
    assert lines(box) == [] and not box.view.isVisible()


def test_that_what_is_no_picture_or_a_huge_one_has_a_plain_icon(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    made, box = case(qtbot, desk)
    files = [
        NewFile("bomb.png", huge_png()),
        NewFile("broken.jpg", b"\xff\xd8\xff" + bytes(100)),
        NewFile("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"),
        NewFile("good.png", pictures.as_png(photo())),
    ]
    desk.done(complaint_files.add(desk.workspace, made, files))
    settled(qtbot, desk)
    drawn = [box.view.files.is_drawn(one.key) for one in box.view.files.files]
    assert drawn == [False, False, False, True] and desk.failures == []


def test_that_a_picture_is_pasted_with_a_name_and_copied_files_with_theirs(
    qtbot: QtBot, desk: RememberingDesk, tmp_path: Path
) -> None:
    made, box = case(qtbot, desk)
    box.add_button.setFocus()
    QGuiApplication.clipboard().setImage(photo())
    press(qtbot, desk, KEY.Key_V, CTRL)
    when = desk.workspace.clock.now().astimezone()
    assert kept(desk, made) == [f"picture {when:%Y-%m-%d %H.%M}.png"]
    copied_files([on_disk(tmp_path, "录音.mp3", bytes(2048))])
    press(qtbot, desk, KEY.Key_V, CTRL)
    assert kept(desk, made)[1:] == ["录音.mp3"]
    QGuiApplication.clipboard().clear()
    press(qtbot, desk, KEY.Key_V, CTRL)
    assert "no picture and no file" in box.problem.text() and box.problem.isVisible()
    assert len(kept(desk, made)) == 2


def test_that_too_large_a_file_is_told_and_the_others_are_kept(
    qtbot: QtBot, desk: RememberingDesk, tmp_path: Path
) -> None:
    made, box = case(qtbot, desk)
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert dropped(whole(box), [on_disk(tmp_path, "a.txt", b"x"), film])
    settled(qtbot, desk)
    assert kept(desk, made) == ["a.txt"]
    assert box.problem.text().startswith("film.mp4 is too large: 20.1 MB, at most 20.0 MB.")
    dropped(whole(box), [on_disk(tmp_path, "b.txt", b"y")])
    settled(qtbot, desk)
    assert not box.problem.isVisible() and kept(desk, made) == ["a.txt", "b.txt"]


def test_that_files_are_opened_as_copies_saved_and_removed_by_keys(
    qtbot: QtBot, desk: RememberingDesk, tmp_path: Path, opener: Opener
) -> None:
    made, box = case(qtbot, desk)
    files = [NewFile("a.txt", b"one"), NewFile("setup.exe", b"MZ"), NewFile("b.txt", b"two")]
    desk.done(complaint_files.add(desk.workspace, made, files))
    settled(qtbot, desk)
    assert not box.verbs[box.open_action].isVisible()
    box.view.setFocus()
    press(qtbot, desk, KEY.Key_Return)
    (copy,) = opener.seen
    assert copy.name == "a.txt" and copy.read_bytes() == b"one"
    # What somebody types into a copy would be lost.
    assert copy.stat().st_mode & 0o222 == 0

    press(qtbot, desk, KEY.Key_Right)
    assert not box.open_action.isEnabled() and not box.verbs[box.open_action].isVisible()
    press(qtbot, desk, KEY.Key_Return)
    assert len(opener.seen) == 1
    (dialog,) = open_dialogs(box)
    assert dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
    dialog.reject()
    with qtbot.waitActive(box.window()):
        box.window().activateWindow()
    box.save_to(box.view.files.files[1], tmp_path / "saved.exe")
    settled(qtbot, desk)
    assert (tmp_path / "saved.exe").read_bytes() == b"MZ"
    assert desk.changes[-1].message == "Saved as saved.exe."

    box.view.setFocus()
    press(qtbot, desk, KEY.Key_Delete)
    assert kept(desk, made) == ["a.txt", "b.txt"]
    current = box.view.current()
    assert current is not None and current.name == "b.txt"
    history.undo(desk.workspace, desk.changes[-1].operation_id)
    assert kept(desk, made) == ["a.txt", "setup.exe", "b.txt"]


def test_that_a_new_complaint_keeps_its_files_until_it_is_saved_as_one_step(
    qtbot: QtBot, desk: RememberingDesk, tmp_path: Path
) -> None:
    screen = opened(qtbot, desk)
    screen.new_complaint()
    settled(qtbot, desk)
    form = screen.form
    typed(qtbot, desk, "Mr Gao")
    form.fields.what.setFocus()
    typed(qtbot, desk, "It fades")
    # The box would write down the name of the file, the form takes it instead.
    paths = [on_disk(tmp_path, "a.txt", b"x"), on_disk(tmp_path, "b.txt", b"y")]
    assert dropped(form.fields.what.viewport(), paths)
    settled(qtbot, desk)
    copied_files([on_disk(tmp_path, "c.txt", b"z")])
    press(qtbot, desk, KEY.Key_V, CTRL)
    QGuiApplication.clipboard().setText(" badly")
    press(qtbot, desk, KEY.Key_V, CTRL)
    assert form.fields.what.text() == "It fades badly"
    assert lines(form.files) == ["a.txt\n1 KB", "b.txt\n1 KB", "c.txt\n1 KB"]
    assert not form.files.add_button.visibleRegion().isEmpty()
    form.files.view.choose(1)
    form.files.view.setFocus()
    press(qtbot, desk, KEY.Key_Delete)
    assert complaint_count(desk) == 0 and form.is_dirty()

    press(qtbot, desk, KEY.Key_Return, CTRL)
    made = screen.browse.case.complaint_id()
    assert kept(desk, made) == ["a.txt", "c.txt"]
    assert lines(screen.browse.case.files) == ["a.txt\n1 KB", "c.txt\n1 KB"]
    history.undo(desk.workspace, desk.changes[-1].operation_id)
    assert complaint_count(desk) == 0

    screen.new_complaint()
    settled(qtbot, desk)
    assert lines(form.files) == [] and not form.is_dirty()


def complaint_count(desk: RememberingDesk) -> int:
    return complaint_lists.count(desk.workspace, ComplaintQuery())


def test_that_files_alone_are_not_thrown_away_without_asking(
    qtbot: QtBot, desk: RememberingDesk, tmp_path: Path
) -> None:
    screen = opened(qtbot, desk)
    screen.new_complaint()
    settled(qtbot, desk)
    dropped(screen.form, [on_disk(tmp_path, "a.txt", b"x")])
    settled(qtbot, desk)
    press(qtbot, desk, KEY.Key_Escape)
    assert screen.has_unsaved() and screen.stack.currentWidget() is screen.form
    (asking,) = [one for one in screen.window().findChildren(Dialog) if one.isVisible()]
    asking.accept()
    settled(qtbot, desk)
    assert not screen.has_unsaved()


def test_that_a_key_asks_for_several_files_while_nothing_is_typed(
    qtbot: QtBot, desk: RememberingDesk, tmp_path: Path
) -> None:
    made, box = case(qtbot, desk)
    box.add_button.setFocus()
    press(qtbot, desk, KEY.Key_F)
    (dialog,) = open_dialogs(box)
    assert dialog.fileMode() == QFileDialog.FileMode.ExistingFiles
    paths = [on_disk(tmp_path, name, b"x") for name in ("a.txt", "b.txt")]
    dialog.filesSelected.emit([str(path) for path in paths])
    settled(qtbot, desk)
    assert kept(desk, made) == ["a.txt", "b.txt"]


def test_that_the_copies_are_gone_with_the_program(tmp_path: Path) -> None:
    work = (
        "from crmdesk.ui.kit import opened_copies\n"
        "path = opened_copies.write('a.txt', b'x')\n"
        "assert path.read_bytes() == b'x'\n"
        "print(path, end='')"
    )
    done = subprocess.run(
        [sys.executable, "-c", work], capture_output=True, text=True, check=True, timeout=300
    )
    path = Path(done.stdout)
    assert path.name == "a.txt" and not path.exists() and not path.parent.parent.exists()
