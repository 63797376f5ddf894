"""Finds mistakes in how the source marks texts for translation, which extraction passes over."""

from __future__ import annotations

import ast
from pathlib import Path

MARKERS = {"_": 1, "N_": 1, "ngettext": 2}
AT_CALL_TIME = {"_", "ngettext"}


def mistakes_in(path: Path, shown: str) -> list[str]:
    """Return one sentence per mistake in a Python file, each beginning with its place."""
    visitor = _Visitor(shown)
    visitor.visit(ast.parse(path.read_text(encoding="utf-8"), filename=shown))
    return visitor.mistakes


class _Visitor(ast.NodeVisitor):
    """Walks one module and knows whether code runs at import time."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.mistakes: list[str] = []
        self.depth = 0
        self.in_comprehension = 0
        self.imports_marker = False

    def tell(self, node: ast.AST, sentence: str) -> None:
        self.mistakes.append(f"{self.shown}:{getattr(node, 'lineno', 0)}: {sentence}")

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self.imports_marker |= any((name.asname or name.name) == "_" for name in node.names)

    def visit_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> None:
        # Decorators and default values run at import time, the body does not.
        for early in [*getattr(node, "decorator_list", []), *node.args.defaults]:
            self.visit(early)
        for late_default in node.args.kw_defaults:
            if late_default is not None:
                self.visit(late_default)
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        body = [node.body] if isinstance(node, ast.Lambda) else node.body
        if any(argument.arg == "_" for argument in arguments) and _calls_marker(body):
            self.tell(node, "an argument called _ hides the translation function used here")
        self.depth += 1
        for statement in body:
            self.visit(statement)
        self.depth -= 1

    visit_FunctionDef = visit_AsyncFunctionDef = visit_Lambda = visit_function

    def visit_comprehension_scope(self, node: ast.AST) -> None:
        self.in_comprehension += 1
        self.generic_visit(node)
        self.in_comprehension -= 1

    visit_ListComp = visit_SetComp = visit_DictComp = visit_comprehension_scope
    visit_GeneratorExp = visit_comprehension_scope

    def visit_Name(self, node: ast.Name) -> None:
        stored = isinstance(node.ctx, ast.Store) and node.id == "_"
        if stored and self.imports_marker and not self.in_comprehension:
            self.tell(node, "_ is the translation function; call an unused value _unused")

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name) and node.func.id in MARKERS:
            self.check_call(node, node.func.id)
        self.generic_visit(node)

    def check_call(self, node: ast.Call, marker: str) -> None:
        if marker in AT_CALL_TIME and self.depth == 0:
            self.tell(node, f"{marker}() runs at import time; mark with N_ and translate later")
        for text in node.args[: MARKERS[marker]]:
            if isinstance(text, ast.JoinedStr):
                self.tell(node, f"{marker}() of an f-string is never found; use .format after it")
            elif isinstance(text, ast.BinOp):
                self.tell(node, f"{marker}() of a computed text is never found")
            elif isinstance(text, ast.Call) and _is_format(text):
                self.tell(node, f"call .format on the result of {marker}(), not inside it")
            elif isinstance(text, ast.Constant):
                self.check_text(node, marker, text.value)
            elif marker != "_":
                self.tell(node, f"{marker}() needs the text itself, not a variable")

    def check_text(self, node: ast.Call, marker: str, text: object) -> None:
        if not isinstance(text, str) or not text.strip():
            self.tell(node, f"{marker}() of an empty text")
        elif text != text.strip():
            self.tell(node, f"{marker}() of a text that begins or ends with a blank")


def _is_format(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == "format"


def _calls_marker(body: list[ast.stmt] | list[ast.expr]) -> bool:
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"
        for statement in body
        for node in ast.walk(statement)
    )
