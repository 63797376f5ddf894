"""The sizes that keep each file readable in one sitting."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE_LINES = 350
FUNCTION_LINES = 50
CLASS_METHODS = 20


def sources() -> Iterator[Path]:
    # A migration is a frozen list of tables in one function, never edited again.
    for path in sorted((ROOT / "crmdesk").rglob("*.py")):
        if path.parent.name != "versions":
            yield path


def is_own_method(member: ast.stmt) -> bool:
    # Qt decides how many of its own virtuals (paintEvent, rowCount) a class must answer.
    is_function = isinstance(member, ast.FunctionDef | ast.AsyncFunctionDef)
    return is_function and member.name == member.name.lower()


def lines_without_docstring(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = function.body[0]
    told = ast.get_docstring(function) is not None and first.end_lineno is not None
    docstring = first.end_lineno - first.lineno + 1 if told and first.end_lineno else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - docstring


def test_that_no_source_file_is_longer_than_350_lines() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in sources()
    }
    assert len(lengths) > 20
    assert {name: lines for name, lines in lengths.items() if lines > FILE_LINES} == {}


def test_that_no_function_is_longer_than_50_lines() -> None:
    too_long = {
        f"{path.relative_to(ROOT).as_posix()}:{node.name}": lines_without_docstring(node)
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and lines_without_docstring(node) > FUNCTION_LINES
    }
    assert too_long == {}


def test_that_no_class_has_more_than_20_methods() -> None:
    methods = {
        f"{path.relative_to(ROOT).as_posix()}:{node.name}": sum(map(is_own_method, node.body))
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    assert {name: count for name, count in methods.items() if count > CLASS_METHODS} == {}
