"""Reads, writes and compiles the gettext catalogues beside this file, always the same way."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).resolve().parent
DOMAIN = "crmdesk"
# Dates in catalogues would change every file at every build.
FIXED_TIME = datetime(2026, 1, 1, tzinfo=UTC)


def po_files() -> list[Path]:
    """Return the catalogues, one for each language."""
    return sorted(HERE.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def language_of(po: Path) -> str:
    """Return the language code of a catalogue, such as `zh_CN`."""
    return po.parent.parent.name


def read_catalogue(po: Path) -> Catalog:
    """Return the catalogue in a .po file, obsolete entries included."""
    with po.open("rb") as file:
        return read_po(file, locale=language_of(po), domain=DOMAIN)


def write_catalogue(catalogue: Catalog, po: Path) -> None:
    """Write a .po file sorted by source text, without places, dates or people."""
    plural = get_plural(language_of(po))
    header = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language_of(po)}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {plural.plural_forms}\\n"\n\n'
    )
    po.parent.mkdir(parents=True, exist_ok=True)
    with po.open("wb") as file:
        file.write(header.encode())
        write_po(
            file,
            catalogue,
            width=100,
            no_location=True,
            omit_header=True,
            sort_output=True,
            ignore_obsolete=True,
        )


def compile_catalogue(po: Path) -> Path:
    """Write the .mo file beside a .po file and return it; the same input gives the same bytes."""
    catalogue = read_catalogue(po)
    catalogue.creation_date = catalogue.revision_date = FIXED_TIME
    mo = po.with_suffix(".mo")
    unfinished = mo.with_suffix(".mo.new")
    with unfinished.open("wb") as file:
        write_mo(file, catalogue)
    unfinished.replace(mo)
    return mo


def compile_all() -> list[Path]:
    """Compile every catalogue and return the .mo files."""
    return [compile_catalogue(po) for po in po_files()]
