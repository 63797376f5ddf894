"""Answers that arrive when the screen that asked is gone reach nobody."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def questions() -> Iterator[tuple[str, ast.Call]]:
    """Give each place at which a screen asks a question in the background."""
    for path in sorted((ROOT / "crmdesk" / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            asked = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if asked and node.func.attr in ("read", "draw"):
                if ast.unparse(node.func.value).endswith("tasks"):
                    yield f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", node


def knows_its_owner(question: ast.Call) -> bool:
    """Return whether it names its owner, or one of its answers goes to a method of the screen."""
    named = {one.arg: one.value for one in question.keywords}
    answers = [*question.args[1:3], *filter(None, (named.get("done"), named.get("failed")))]
    if not answers or "owner" in named:
        return True
    return any(
        isinstance(one, ast.Attribute) and ast.unparse(one).startswith("self.") for one in answers
    )


def test_that_every_question_knows_who_is_to_be_there_for_its_answer() -> None:
    found = list(questions())
    assert len(found) > 40
    assert [place for place, question in found if not knows_its_owner(question)] == []
