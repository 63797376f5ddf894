"""Keeps the translations in step with the source: update, merge, check and compile."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir

sys.path.insert(0, str(Path(__file__).resolve().parent))

from compiling import (
    HERE,
    compile_all,
    language_of,
    po_files,
    read_catalogue,
    write_catalogue,
)
from source_check import mistakes_in

ROOT = HERE.parent.parent
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
PLACES = {
    ROOT / "crmdesk": [("**.py", "python")],
    ROOT / "resources" / "templates": [("**.html", "jinja2"), ("**.j2", "jinja2")],
}
OPTIONS = {"**": {"encoding": "utf-8", "silent": "false"}}


def extracted() -> Catalog:
    """Return a catalogue of every text the source and the templates mark."""
    catalogue = Catalog(charset="utf-8")
    for folder, methods in PLACES.items():
        if not folder.is_dir():
            continue
        found = extract_from_dir(
            folder, methods, OPTIONS, keywords=KEYWORDS, comment_tags=("Translators:",)
        )
        for _file, _line, message, comments, context in found:
            if message != "" and (not isinstance(message, tuple) or message[0]):
                catalogue.add(message, auto_comments=comments, context=context)
    return catalogue


def update() -> str:
    """Bring every catalogue in step with the source and return what is left to translate."""
    source = extracted()
    counts = []
    for po in po_files() or [HERE / "zh_CN" / "LC_MESSAGES" / "crmdesk.po"]:
        catalogue = read_catalogue(po) if po.exists() else Catalog(locale=language_of(po))
        catalogue.update(source, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        write_catalogue(catalogue, po)
        empty = sum(not translated(message) for message in entries(catalogue))
        counts.append(f"{language_of(po)}: {len(catalogue)} texts, {empty} not translated")
    return "\n".join(counts)


def merge(files: list[Path], language: str, force: bool) -> str:
    """Fill a catalogue from JSON files of source to translation; only blanks unless forced."""
    po = HERE / language / "LC_MESSAGES" / "crmdesk.po"
    catalogue = read_catalogue(po)
    filled, unknown = 0, []
    for file in files:
        pairs: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
        for source, text in pairs.items():
            message = catalogue.get(source)
            if message is None:
                unknown.append(f"{file.name}: not in the source: {source!r}")
            elif text and (force or not translated(message)):
                forms = catalogue.num_plurals
                message.string = (text,) * forms if message.pluralizable else text
                filled += 1
    write_catalogue(catalogue, po)
    left = sum(not translated(message) for message in entries(catalogue))
    return "\n".join([*unknown, f"{language}: {filled} filled, {left} not translated"])


def check() -> list[str]:
    """Return one sentence per thing wrong with the catalogues or the marks in the source."""
    problems = []
    for path in sorted((ROOT / "crmdesk").rglob("*.py")):
        problems += mistakes_in(path, path.relative_to(ROOT).as_posix())
    source = extracted()
    if not po_files():
        problems.append("there is no catalogue; run: make messages")
    for po in po_files():
        catalogue = read_catalogue(po)
        language = language_of(po)
        for message in entries(source):
            if catalogue.get(message.id, message.context) is None:
                problems.append(f"{language}: missing, run make messages: {key_of(message)!r}")
        for message in catalogue.obsolete.values():
            problems.append(f"{language}: obsolete: {key_of(message)!r}")
        for message in entries(catalogue):
            problems += [f"{language}: {problem}" for problem in wrong_with(message, source)]
    return problems


def wrong_with(message: Message, source: Catalog) -> Iterator[str]:
    """Yield what is wrong with one entry of a catalogue."""
    key = key_of(message)
    if source.get(message.id, message.context) is None:
        yield f"no longer in the source, run make messages: {key!r}"
    if message.fuzzy:
        yield f"marked fuzzy: {key!r}"
    if not translated(message):
        yield f"not translated: {key!r}"
        return
    allowed = [placeholders(text) for text in texts(message.id)]
    for text in texts(message.string):
        if placeholders(text) not in allowed:
            yield f"placeholders differ: {key!r} -> {text!r}"
        if text != text.strip() or ("\n" in text) != ("\n" in key):
            yield f"blanks or line breaks differ: {key!r} -> {text!r}"


def entries(catalogue: Catalog) -> list[Message]:
    """Return the entries of a catalogue without its header."""
    return [message for message in catalogue if message.id]


def texts(value: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Return one text or the plural forms as a tuple."""
    return (value,) if isinstance(value, str) else tuple(value)


def key_of(message: Message) -> str:
    """Return the source text of an entry, the singular where there are two."""
    return texts(message.id)[0]


def translated(message: Message) -> bool:
    """Tell whether every form of an entry has a text."""
    return bool(message.string) and all(texts(message.string))


def placeholders(text: str) -> frozenset[str]:
    """Return the names in braces; a text that is no format has none."""
    try:
        return frozenset(name for _text, name, _spec, _how in Formatter().parse(text) if name)
    except ValueError:
        return frozenset()


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return the exit code."""
    parser = argparse.ArgumentParser(prog="catalogue.py", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("update", help="take in new texts, drop those no longer used")
    merging = commands.add_parser("merge", help="fill translations from JSON files")
    merging.add_argument("files", nargs="+", type=Path)
    merging.add_argument("--language", default="zh_CN")
    merging.add_argument("--force", action="store_true", help="replace translations too")
    commands.add_parser("check", help="fail where a translation is missing or wrong")
    commands.add_parser("compile", help="write the .mo files the program reads")
    given = parser.parse_args(arguments)
    if given.command == "update":
        print(update())
    elif given.command == "merge":
        print(merge(given.files, given.language, given.force))
    elif given.command == "compile":
        compile_all()
    else:
        problems = check()
        print("\n".join(problems) or "translations: complete")
        return 1 if problems else 0
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
