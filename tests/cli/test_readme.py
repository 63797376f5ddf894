"""The commands of the README are commands of the program."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from crmdesk.cli import parser

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    lines = re.findall(r"^crmdesk \S.*$", README, re.MULTILINE)
    told = [one.strip() for line in lines for one in line.split("  #")[0].split(";")]
    return [re.sub(r"^crmdesk ", "", one) for one in told]


@pytest.mark.parametrize("command", commands())
def test_that_a_command_of_the_readme_is_understood(command: str) -> None:
    options = parser.build().parse_args(shlex.split(command, comments=True))
    assert options.run is not None


def test_that_the_readme_shows_many_commands() -> None:
    assert len(commands()) > 30
