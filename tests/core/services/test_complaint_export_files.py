"""Files of exported complaints stand in a folder beside the list, both or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmdesk.core.domain.attachment import NewFile
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.domain.problems import Cancelled, FileProblem
from crmdesk.core.domain.progress import Progress
from crmdesk.core.services import complaint_export_files, complaint_files
from crmdesk.core.services.complaint_export_files import FilesThere
from crmdesk.core.services.workspace import Workspace
from tests.factories import add, complain

EVERYTHING = ComplaintQuery()


def with_files(shop: Workspace, *names: str, what: str = "色差") -> int:
    made = complain(shop, add(shop), what)
    complaint_files.add(shop, made, [NewFile(name, name.encode()) for name in names])
    return made


def inside(folder: Path) -> dict[str, bytes]:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in sorted(folder.rglob("*"))
        if one.is_file()
    }


def test_that_each_complaint_has_a_folder_of_its_number_beside_the_list(
    shop: Workspace, tmp_path: Path
) -> None:
    with_files(shop, "照片.png", "收据.pdf")
    complain(shop, add(shop))
    with_files(shop, "照片.png")
    target = tmp_path / "投诉.xlsx"
    there = complaint_export_files.files_there(shop, EVERYTHING)
    assert there == FilesThere(3, len("照片.png照片.png收据.pdf".encode()))

    done, beside = complaint_export_files.export_with_files(shop, target, query=EVERYTHING)
    assert (done.rows, beside.count, beside.folder.name) == (3, 3, "投诉-files")
    assert inside(beside.folder) == {
        "TS-2026-0001/收据.pdf": "收据.pdf".encode(),
        "TS-2026-0001/照片.png": "照片.png".encode(),
        "TS-2026-0003/照片.png": "照片.png".encode(),
    }
    # What is there is not written over.
    _done, again = complaint_export_files.export_with_files(shop, target, query=EVERYTHING)
    assert again.folder.name == "投诉-files (2)"
    assert {one.name for one in tmp_path.iterdir() if one.suffix != ".db"} >= {
        "投诉.xlsx",
        "投诉-files",
        "投诉-files (2)",
    }


def test_that_only_files_of_the_complaints_asked_for_are_written(
    shop: Workspace, tmp_path: Path
) -> None:
    with_files(shop, "one.png")
    with_files(shop, "two.png", what="送晚了")
    query = ComplaintQuery(text="送晚")
    assert complaint_export_files.files_there(shop, query).count == 1
    target = tmp_path / "out.csv"
    done, beside = complaint_export_files.export_with_files(shop, target, query=query)
    assert done.rows == 1 and list(inside(beside.folder)) == ["TS-2026-0002/two.png"]


def test_that_nothing_is_left_of_an_export_that_was_stopped_or_cannot_be_written(
    shop: Workspace, tmp_path: Path
) -> None:
    with_files(shop, "one.png")
    place = tmp_path / "place"
    place.mkdir()
    stopped = Progress(cancelled=lambda: True)
    with pytest.raises(Cancelled):
        complaint_export_files.export_with_files(
            shop, place / "out.xlsx", query=EVERYTHING, progress=stopped
        )
    with pytest.raises(FileProblem):
        complaint_export_files.export_with_files(shop, place / "out.vcf", query=EVERYTHING)
    assert list(place.iterdir()) == []
    with pytest.raises(FileProblem, match="cannot be written"):
        complaint_export_files.export_with_files(
            shop, tmp_path / "no" / "out.xlsx", query=EVERYTHING
        )
