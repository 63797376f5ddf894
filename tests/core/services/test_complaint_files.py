"""Files of complaints: kept inside the database, given back as they were."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.attachment import (
    LONGEST_NAME,
    MOST_BYTES,
    NewFile,
    kept_name,
    kind_of,
    opens_safely,
    show_size,
)
from crmdesk.core.domain.problems import FileProblem, NotFound
from crmdesk.core.services import backup, complaint_files, complaints, history
from crmdesk.core.services.workspace import Workspace
from tests.factories import add, complain

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def a_complaint(shop: Workspace) -> int:
    return complain(shop, add(shop))


def names(shop: Workspace, complaint_id: int) -> list[str]:
    return [one.name for one in complaint_files.files(shop, complaint_id)]


def blobs(shop: Workspace) -> int:
    with shop.database.read() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM blob").scalar_one())


def test_that_files_from_the_disk_come_back_byte_by_byte(shop: Workspace, tmp_path: Path) -> None:
    made = a_complaint(shop)
    photo, receipt = tmp_path / "照片 1.png", tmp_path / "收据.pdf"
    photo.write_bytes(PNG)
    receipt.write_bytes(b"%PDF-1.7 x")
    complaint_files.add_paths(shop, made, [photo, receipt])
    one, two = complaint_files.files(shop, made)
    assert (one.name, one.kind, one.size, one.is_picture) == ("照片 1.png", "image/png", 72, True)
    assert (two.kind, two.is_picture, two.added_by) == ("application/pdf", False, "Li")
    assert complaint_files.data(shop, one.id) == PNG
    out = tmp_path / "out"
    out.mkdir()
    assert complaint_files.save_as(shop, two.id, out).read_bytes() == b"%PDF-1.7 x"
    # Another of the same name is never written over.
    assert complaint_files.save_as(shop, two.id, out).name == "收据 (2).pdf"
    told = [(entry.event, entry.details) for entry in complaints.log(shop, made)[1:]]
    assert told == [("attach", {"file": "照片 1.png"}), ("attach", {"file": "收据.pdf"})]


def test_that_one_step_takes_all_of_them_back_and_puts_them_there_again(shop: Workspace) -> None:
    made = a_complaint(shop)
    complaint_files.add(shop, made, [NewFile("a.png", PNG), NewFile("b.png", PNG)])
    assert blobs(shop) == 1
    history.undo(shop)
    assert names(shop, made) == []
    history.undo(shop, history.recent(shop)[0].record.id)
    assert names(shop, made) == ["a.png", "b.png"]
    assert complaint_files.data(shop, complaint_files.files(shop, made)[1].id) == PNG


def test_that_a_file_taken_off_comes_back_by_undo(shop: Workspace) -> None:
    made = a_complaint(shop)
    complaint_files.add(shop, made, [NewFile("a.png", PNG)])
    (kept,) = complaint_files.files(shop, made)
    complaint_files.remove(shop, kept.id)
    assert names(shop, made) == []
    with pytest.raises(NotFound):
        complaint_files.remove(shop, kept.id)
    with pytest.raises(NotFound):
        complaint_files.data(shop, kept.id)
    history.undo(shop)
    assert complaint_files.data(shop, kept.id) == PNG


def test_that_what_is_too_large_or_empty_or_gone_is_told_and_nothing_kept(
    shop: Workspace, tmp_path: Path
) -> None:
    made = a_complaint(shop)
    large = tmp_path / "film.mp4"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(FileProblem, match=r"film.mp4 is too large: 20.1 MB, at most 20.0 MB"):
        complaint_files.add_paths(shop, made, [large])
    with pytest.raises(FileProblem, match="empty"):
        complaint_files.add(shop, made, [NewFile("a.png", PNG), NewFile("b.png", b"")])
    with pytest.raises(FileProblem, match="cannot be read"):
        complaint_files.add_paths(shop, made, [tmp_path / "gone.png"])
    assert names(shop, made) == [] and blobs(shop) == 0


def test_that_a_folder_that_cannot_be_written_is_told(shop: Workspace, tmp_path: Path) -> None:
    made = a_complaint(shop)
    complaint_files.add(shop, made, [NewFile("a.png", PNG)])
    (kept,) = complaint_files.files(shop, made)
    with pytest.raises(FileProblem, match="cannot be written"):
        complaint_files.save_as(shop, kept.id, tmp_path / "nowhere" / "a.png")


def test_that_a_backup_holds_the_files(shop: Workspace) -> None:
    made = a_complaint(shop)
    complaint_files.add(shop, made, [NewFile("a.png", PNG)])
    saved = backup.backup(shop)
    (kept,) = complaint_files.files(shop, made)
    complaint_files.remove(shop, kept.id)
    backup.restore(shop.path, saved.path)
    assert complaint_files.data(shop, kept.id) == PNG


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("x.txt", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("x.bin", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        ("x.pdf", b"no mark", "application/pdf"),
        ("x", b"nothing known", "application/octet-stream"),
    ],
)
def test_that_the_kind_is_told_by_the_content_before_the_name(
    name: str, data: bytes, kind: str
) -> None:
    assert kind_of(name, data) == kind


@given(st.text(max_size=300))
def test_that_a_name_never_leads_out_of_its_folder(name: str) -> None:
    kept = kept_name(name)
    assert kept and len(kept.encode()) <= LONGEST_NAME
    assert "/" not in kept and "\\" not in kept and kept not in (".", "..")


def test_that_sizes_are_shown_as_people_say_them() -> None:
    assert [show_size(one) for one in (1, 840 * 1024, 2_500_000)] == ["1 KB", "840 KB", "2.4 MB"]


def test_that_only_what_shows_something_is_opened() -> None:
    shown = ("照片.JPG", "收据.pdf", "a.txt", "录音.amr", "x.mp4", "报价.xlsx", "说明.wps")
    assert all(opens_safely(name) for name in shown)
    runs = ("a.exe", "a.pdf.lnk", "a.bat", "页.html", "a.svg", "a.xlsm", "a", "a.pdf. .exe", "a.js")
    assert not any(opens_safely(name) for name in runs)


def test_that_a_name_holds_nothing_a_system_takes_for_something_else() -> None:
    assert kept_name("a.exe:b.pdf") == "a.exe_b.pdf"
    assert kept_name('Wie? "so".png') == "Wie_ _so_.png"


def test_that_a_long_name_fits_into_any_folder(shop: Workspace, tmp_path: Path) -> None:
    made = a_complaint(shop)
    complaint_files.add(shop, made, [NewFile("照" * 300 + ".png", PNG)])
    (kept,) = complaint_files.files(shop, made)
    for _time in range(2):
        written = complaint_files.save_as(shop, kept.id, tmp_path)
        assert written.suffix == ".png" and written.read_bytes() == PNG
    assert kept_name("坏\udcff.png") == "坏_.png"


@pytest.mark.parametrize("name", ["CON", "con.png", "Lpt1.tar.gz", "nul .txt", "COM1"])
def test_that_no_name_means_a_device(name: str) -> None:
    assert kept_name(name) == f"_{name}"
    assert kept_name("console.png") == "console.png"


def test_that_a_file_that_is_there_is_not_written_over(shop: Workspace, tmp_path: Path) -> None:
    made = a_complaint(shop)
    complaint_files.add(shop, made, [NewFile("a.png", PNG)])
    (kept,) = complaint_files.files(shop, made)
    there = tmp_path / "old.png"
    there.write_bytes(b"old")
    assert complaint_files.save_as(shop, kept.id, there) == tmp_path / "old (2).png"
    assert there.read_bytes() == b"old"


def test_that_a_file_is_kept_once_in_each_complaint(shop: Workspace) -> None:
    made = a_complaint(shop)
    photo, other = NewFile("a.png", PNG), NewFile("a.png", PNG + b"x")
    complaint_files.add(shop, made, [photo, photo])
    assert complaint_files.add(shop, made, [photo, other]).message.startswith("1 file was added")
    assert names(shop, made) == ["a.png", "a.png"]
    with pytest.raises(FileProblem, match=r"a.png is there already"):
        complaint_files.add(shop, made, [photo])
    assert len(complaints.log(shop, made)) == 3
    complaint_files.add(shop, complain(shop, add(shop)), [photo])


def test_that_the_folder_for_all_files_is_made(shop: Workspace, tmp_path: Path) -> None:
    made = a_complaint(shop)
    complaint_files.add(shop, made, [NewFile("a.png", PNG), NewFile("b.pdf", b"%PDF")])
    folder = tmp_path / "案卷" / "1"
    written = complaint_files.save_all(shop, made, folder)
    assert written == [folder / "a.png", folder / "b.pdf"]
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(FileProblem):
        complaint_files.save_all(shop, made, tmp_path / "file")


def test_that_of_several_files_those_are_kept_that_can_be(tmp_path: Path) -> None:
    good, large = tmp_path / "好.png", tmp_path / "big.jpg"
    good.write_bytes(PNG)
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    found, problem = complaint_files.read_files([large, good, tmp_path / "gone.txt"])
    assert [one.name for one in found] == ["好.png"]
    assert problem is not None
    assert "big.jpg" in problem.message and "gone.txt" in problem.message
    assert complaint_files.read_files([good])[1] is None
