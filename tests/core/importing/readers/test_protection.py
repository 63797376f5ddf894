from __future__ import annotations

from pathlib import Path

import pytest
import xlwt

from crmdesk.core.domain.problems import FileProblem, PasswordNeeded
from crmdesk.core.importing import child, readers
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.sheet import SheetFile
from tests.core.importing import making, making_binary

ROWS = [["姓名", "手机"], ["张三", 13800138000]]


def _locked(kind: str, path: Path, password: str) -> Path:
    if kind == "xlsx":
        plain = making.xlsx(path.with_suffix(".plain"), ROWS)
        return making_binary.locked_xlsx(path, plain, password)
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("客户")
    for y, row in enumerate(ROWS):
        for x, cell in enumerate(row):
            sheet.write(y, x, cell)
    book.add_sheet("旧表").write(0, 0, "x" * 3000)
    lock = making_binary.locked_xls if kind == "xls" else making_binary.simply_locked_xls
    return lock(path, making_binary.book_stream(book), password)


def _read(path: Path, password: str | None = None) -> SheetFile:
    return readers.read(path, Limits(password=password))


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_that_a_workbook_opens_with_its_password(tmp_path: Path, kind: str) -> None:
    path = _locked(kind, tmp_path / "a.bin", "密码 s3cret")
    file = _read(path, "密码 s3cret")
    assert file.kind == kind
    assert file.sheets[0].rows == ROWS


def test_that_the_simplest_protection_of_old_workbooks_opens_too(tmp_path: Path) -> None:
    path = _locked("simple", tmp_path / "a.xls", "geheim")
    assert _read(path, "geheim").sheets[0].rows == ROWS
    with pytest.raises(PasswordNeeded):
        _read(path, "nein")


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_that_without_a_password_or_with_a_wrong_one_the_user_is_asked(
    tmp_path: Path, kind: str
) -> None:
    path = _locked(kind, tmp_path / "a.bin", "geheim")
    with pytest.raises(PasswordNeeded, match="is protected by a password"):
        _read(path)
    with pytest.raises(PasswordNeeded, match="This password does not open"):
        _read(path, "Geheim")


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_that_the_password_excel_tries_by_itself_is_not_asked_for(
    tmp_path: Path, kind: str
) -> None:
    path = _locked(kind, tmp_path / "a.bin", "VelvetSweatshop")
    assert _read(path).sheets[0].rows == ROWS


def test_that_the_question_for_a_password_and_its_answer_cross_the_process(tmp_path: Path) -> None:
    path = _locked("xlsx", tmp_path / "a.xlsx", "geheim")
    with pytest.raises(PasswordNeeded, match="is protected"):
        child.read_file(path)
    with pytest.raises(PasswordNeeded, match="does not open"):
        child.read_file(path, password="nein")
    assert child.read_file(path, password="geheim").sheets[0].rows == ROWS


def test_that_the_digest_is_that_of_the_locked_file(tmp_path: Path) -> None:
    import hashlib

    path = _locked("xlsx", tmp_path / "a.xlsx", "geheim")
    assert _read(path, "geheim").digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_that_nothing_is_written_while_a_password_is_taken_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _locked("xls", tmp_path / "a.xls", "geheim")
    empty = tmp_path / "empty"
    empty.mkdir(mode=0o500)
    monkeypatch.setattr("tempfile.tempdir", str(empty / "no such folder"))
    assert _read(path, "geheim").sheets[0].rows == ROWS


def test_that_an_encrypted_ods_is_refused_with_advice(tmp_path: Path) -> None:
    import zipfile

    path = making.ods(tmp_path / "a.ods")
    copy = tmp_path / "b.ods"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "META-INF/manifest.xml":
                data = data.replace(
                    b"</manifest:manifest>",
                    b'<manifest:file-entry manifest:full-path="x"><manifest:encryption-data/>'
                    b"</manifest:file-entry></manifest:manifest>",
                )
            target.writestr(name, data)
    with pytest.raises(FileProblem, match="protected by a password") as caught:
        readers.read(copy)
    assert not isinstance(caught.value, PasswordNeeded)
    assert "without a password" in caught.value.advice


def test_that_a_locked_file_that_breaks_off_is_damaged_and_not_asked_about(tmp_path: Path) -> None:
    path = _locked("xlsx", tmp_path / "a.xlsx", "geheim")
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(FileProblem) as caught:
        _read(path, "geheim")
    assert not isinstance(caught.value, PasswordNeeded)
