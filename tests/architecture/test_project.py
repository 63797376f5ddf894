"""What pyproject.toml promises and the program says are the same."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import crmdesk

ROOT = Path(__file__).resolve().parents[2]


def project() -> dict[str, Any]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        settings: dict[str, Any] = tomllib.load(file)["project"]
    return settings


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_that_the_program_tells_the_version_of_the_project() -> None:
    assert crmdesk.__version__ == project()["version"]


def test_that_every_dependency_is_pinned_in_the_constraints() -> None:
    pins = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {plain(line.split("==")[0]) for line in pins if "==" in line}
    settings = project()
    wanted: list[str] = list(settings["dependencies"])
    for extra in settings["optional-dependencies"].values():
        wanted += extra
    names = {plain(re.split(r"[^\w.-]", line, maxsplit=1)[0]) for line in wanted}
    assert names - pinned == set()


def test_that_the_constraints_hold_names_and_versions_only() -> None:
    lines = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pattern = re.compile(r"#.*|[A-Za-z0-9._-]+==[A-Za-z0-9.]+")
    assert [line for line in lines if not pattern.fullmatch(line)] == []
