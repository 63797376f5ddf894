"""Every command in turn: its help says what each option is for, and no slip is told in English."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator

import pytest

from crmdesk.cli import main
from crmdesk.cli.output import width
from crmdesk.cli.parser import Parser, Usage, build
from crmdesk.core import i18n

CHINESE = re.compile(r"[\u4e00-\u9fff]")
# A sentence of the library, not the name of an option, a file or a code.
ENGLISH = re.compile(r"\b(?:argument|arguments|required|expected|invalid|choose|usage|options)\b")


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    before = i18n.language()
    i18n.use_language("zh_CN")
    yield
    i18n.use_language(before)


def commands_of(parser: Parser, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the words of each command that is run, such as `complaint close`."""
    below = [one for one in parser._actions if one.nargs == argparse.PARSER]
    if not below:
        yield words
    for action in below:
        assert isinstance(action.choices, dict)
        for name, made in action.choices.items():
            yield from commands_of(made, (*words, name))


def parser_of(words: tuple[str, ...]) -> Parser:
    parser = build()
    for word in words:
        (action,) = (one for one in parser._actions if one.nargs == argparse.PARSER)
        assert isinstance(action.choices, dict)
        parser = action.choices[word]
    return parser


COMMANDS = [pytest.param(words, id=" ".join(words)) for words in commands_of(build())]


def told(arguments: list[str]) -> Usage:
    with pytest.raises(Usage) as wrong:
        build().parse_args(arguments)
    return wrong.value


def slips(words: tuple[str, ...]) -> Iterator[list[str]]:
    """Yield arguments that are wrong, each in another way."""
    parser = parser_of(words)
    yield [*words, "--unknown"]
    for action in parser._actions:
        if not action.option_strings:
            if action.nargs != "?":
                yield [*words]
            if action.type is not None:
                yield [*words, " "]
            continue
        name = action.option_strings[0]
        if action.nargs == 0:
            yield [*words, f"{name}=1"]
            continue
        yield [*words, name]
        if action.choices is not None:
            yield [*words, name, "nonsense"]
    for group in parser._mutually_exclusive_groups:
        one, other = (action.option_strings[0] for action in group._group_actions[:2])
        yield [*words, one, "1", other, "1"]
        if group.required:
            yield [*words, "--what", "x"]


@pytest.mark.parametrize("words", COMMANDS)
def test_that_every_slip_is_told_in_chinese_with_advice(words: tuple[str, ...]) -> None:
    for arguments in slips(words):
        wrong = told(arguments)
        assert CHINESE.search(str(wrong)), (arguments, str(wrong))
        assert not ENGLISH.search(str(wrong)), (arguments, str(wrong))
        assert str(wrong).endswith("。"), (arguments, str(wrong))
        assert wrong.advice.startswith("用 crmdesk"), (arguments, wrong.advice)


@pytest.mark.parametrize("words", COMMANDS)
def test_that_the_help_says_in_chinese_what_each_part_is_for(words: tuple[str, ...]) -> None:
    parser = parser_of(words)
    assert CHINESE.search(parser.description or "")
    for action in parser._actions:
        assert action.help == "QQ" or CHINESE.search(action.help or ""), action
    shown = parser.format_help()
    assert not ENGLISH.search(shown)
    assert shown.startswith(f"用法：{parser.prog}")
    assert "\ue000" not in shown


def test_that_help_stands_in_columns_though_chinese_signs_are_wide(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = parser_of(("complaint", "list")).format_help()
    lines = [line for line in shown.splitlines() if re.match(r"  --(?:db|text|month|staff) ", line)]
    assert len(lines) == 4
    begins = {width(re.split(r"(?<=\S)\s{2,}", line)[0]) for line in lines}
    assert len(begins) > 1
    columns = {width(line[: line.index(re.split(r"\s{2,}", line.strip())[1])]) for line in lines}
    assert len(columns) == 1
    assert max(map(width, shown.splitlines())) <= 80


def test_that_the_commands_stand_right_under_their_title() -> None:
    lines = build().format_help().splitlines()
    place = lines.index("命令：")
    assert re.match(r"  import +\S", lines[place + 1])


def test_that_a_mistyped_command_is_told_with_those_like_it() -> None:
    wrong = told(["reprot"])
    assert str(wrong) == "没有“reprot”这个命令。"
    assert wrong.advice.startswith("是不是想写 report")
    wrong = told(["complaint", "开门"])
    assert (str(wrong), wrong.advice) == (
        "没有“开门”这个命令。",
        "用 crmdesk complaint --help 查看所有命令。",
    )


def test_that_one_of_two_options_is_asked_for() -> None:
    assert str(told(["complaint", "new", "--what", "x"])) == "--customer、--walk-in 要写其中一个。"


def test_that_a_code_is_taken_by_its_word_too_and_told_with_it() -> None:
    listed = ["complaint", "list"]
    for text in ("严重", "severe", "SEVERE", "Severe"):
        assert build().parse_args([*listed, "--severity", text]).severity == "severe"
    assert build().parse_args([*listed, "--state", "待处理"]).state == ["new"]
    assert "severe 严重" in str(told([*listed, "--severity", "很严重"]))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--theme", "pink"], "--theme：“pink”不在可选范围内：system、light、dark。"),
        (["--staff"], "--staff 后面要有一个值。"),
        (["--demo", "x"], "没有“x”这个命令。"),
        (["--theme", "dark", "history"], "--theme 是打开窗口时用的，不能和命令一起用。"),
    ],
)
def test_that_slips_in_the_windows_own_options_are_told(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "zh_CN", *arguments, "--json"]) == 2
    done = capsys.readouterr()
    assert done.err.splitlines()[0] == sentence
    assert json.loads(done.out)["error"] == sentence
