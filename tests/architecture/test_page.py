"""The page that describes the house names what is there, and all of its rooms."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
FOLDERS = ("crmdesk", "tests", "benchmarks", "docs", "resources")
FILES = [
    path.relative_to(ROOT).as_posix()
    for folder in FOLDERS
    for path in (ROOT / folder).rglob("*")
    if path.is_file() and path.suffix != ".pyc"
] + [path.name for path in ROOT.iterdir() if path.is_file()]


def test_that_every_file_the_page_names_is_there() -> None:
    named = set(re.findall(r"(?<![\w*<])[\w/]+\.(?:py|spec|toml|md)\b", PAGE))
    assert len(named) > 100
    missing = {name for name in named if not any(f"/{one}".endswith(f"/{name}") for one in FILES)}
    assert missing == set()


def test_that_every_module_the_page_names_by_its_path_is_there() -> None:
    # kit/tasks.Tasks is a class of kit/tasks.py, services/listing.ids a function.
    named = set(re.findall(r"`((?:\w+/)+\w+)(?:\.\w+)?`", PAGE))
    assert len(named) > 20
    there = {re.sub(r"\.\w+$", "", one) for one in FILES}
    folders = {one.rpartition("/")[0] for one in FILES}
    known = [f"/{one}" for one in there | folders]
    missing = {name for name in named if not any(one.endswith(f"/{name}") for one in known)}
    assert missing == set()


def test_that_every_room_is_named() -> None:
    rooms = {
        path.parent.name
        for path in (ROOT / "crmdesk").rglob("__init__.py")
        if path.parent.name not in ("crmdesk", "versions")
    }
    assert {one for one in rooms if f"{one}/" not in PAGE} == set()
