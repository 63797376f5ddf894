from __future__ import annotations

import hashlib
import os
import struct
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
import xlwt

from crmdesk.core.domain.problems import Cancelled, FileProblem
from crmdesk.core.domain.progress import Progress
from crmdesk.core.importing import child
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.services import importing
from tests.core.importing import making, making_binary


def test_that_neither_password_nor_file_name_stands_in_the_list_of_processes(
    tmp_path: Path,
) -> None:
    # So many that most still lie before the child when the first arrive: it has not ended yet.
    path = making.xlsx(tmp_path / "geheime kunden.xlsx", [[f"客户{n}"] for n in range(60_000)])
    seen: list[str] = []

    def look(done: int, _total: int, _what: str) -> None:
        for process in psutil.Process().children() if done and not seen else ():
            seen.extend([*process.cmdline(), *process.environ().values()])

    child.read_file(path, progress=Progress(report=look), password="s3cret", encoding="gb18030")
    assert "--read-file" in seen
    assert not any("geheime" in word or "s3cret" in word for word in seen)


def test_that_pasted_rows_are_read_like_a_file() -> None:
    data = "姓名\t手机\n张三\t13800138000\n".encode()
    file = importing.read(Source("Pasted rows", None, data))
    assert file.path_name == "Pasted rows"
    assert file.sheets[0].rows == [["姓名", "手机"], ["张三", "13800138000"]]
    assert file.digest == hashlib.sha256(data).hexdigest()
    with pytest.raises(FileProblem, match="empty"):
        importing.read(Source("Pasted rows", None, b""))


def test_that_much_data_crosses_without_a_standstill() -> None:
    data = "".join(f"客户{n},13800138000,{'x' * 200}\n" for n in range(100_000)).encode()
    assert len(data) > 20_000_000
    assert len(child.read_file(Source("a.csv", None, data)).sheets[0].rows) == 100_000


def test_that_a_child_that_does_not_listen_is_ended_when_the_user_stops(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def deaf() -> subprocess.Popen[bytes]:
        code = "import time; time.sleep(600)"
        pipe = subprocess.PIPE
        return subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe)

    monkeypatch.setattr(child, "_start", deaf)
    source = Source("a.csv", None, b"x" * 10_000_000)
    asked = iter([False, False, False])
    started = time.monotonic()
    with pytest.raises(Cancelled):
        child.read_file(source, progress=Progress(cancelled=lambda: next(asked, True)))
    with pytest.raises(FileProblem, match="takes too long"):
        child.read_file(source, quiet_limit=0.3)
    # Long for any machine, and nothing beside what the child would take.
    assert time.monotonic() - started < 120


def test_that_a_silent_child_is_ended_before_its_whole_time_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def silent() -> subprocess.Popen[bytes]:
        # It takes the request, says what kind of list it is, and then no more.
        code = (
            "import sys, time; from crmdesk.core.importing import child_pipe as c;"
            "c.read_request(); c.send(sys.stdout.buffer, ('kind', 'csv')); time.sleep(600)"
        )
        pipe = subprocess.PIPE
        return subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe)

    monkeypatch.setattr(child, "_start", silent)
    started = time.monotonic()
    with pytest.raises(FileProblem, match="takes too long"):
        child.read_file(Source("a.csv", None, b"a"), quiet_limit=2, time_limit=600)
    assert time.monotonic() - started < 120


def test_that_the_next_reader_takes_over_where_the_first_one_ends_its_process(
    tmp_path: Path,
) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("客户").write(0, 0, "姓名")
    stream = bytearray(making_binary.book_stream(book))
    place = stream.index(struct.pack("<HH", 0x0200, 14)) + 4
    # The first row lies below the last one: the fast reader asks for room for minus many cells.
    stream[place : place + 8] = struct.pack("<II", 0xFF04, 8)
    path = making_binary.in_container(tmp_path / "a.xls", bytes(stream))
    assert child.read_file(path).sheets[0].rows == [["姓名"]]


def test_that_the_digest_is_that_of_the_file(tmp_path: Path) -> None:
    for path in (making.xlsx(tmp_path / "a.xlsx"), making.ods(tmp_path / "b.ods")):
        assert child.read_file(path).digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_that_what_stands_on_standard_input_of_a_user_starts_no_reading(tmp_path: Path) -> None:
    (tmp_path / "typed").write_bytes(b"not a request at all")
    saved = os.dup(0)
    try:
        with (tmp_path / "typed").open("rb") as typed:
            os.dup2(typed.fileno(), 0)
            assert child.serve_if_asked(["--read-file"]) is None
            assert child.serve_if_asked(["--read-file", "a.xlsx"]) is None
    finally:
        os.dup2(saved, 0)
        os.close(saved)
