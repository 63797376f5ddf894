"""What a file is, told from its content: names and endings are often wrong."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Final

from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.i18n import N_, _
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.problems import (
    BROKEN_ARCHIVE,
    BROKEN_CONTAINER,
    damaged,
    locked_without_help,
    too_large,
)
from crmdesk.core.importing.readers.source import Source

LOCKED: Final = "locked"  # a workbook inside a container that only a password opens
_HEAD: Final = 8192
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Excel 2 to 4, and what later versions keep in a container, without it.
_OLD_XLS: Final = re.compile(rb"\x09(?:[\x00\x02\x04][\x04\x06]|\x08[\x04-\x10])\x00")
_COMMENTS: Final = re.compile(rb"(?:\s+|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)
_HTML: Final = re.compile(
    rb"<(?:!doctype\s+html|html|head|title|meta|link|script|style|body|div|span|center|font|p|h\d"
    rb"|br|form|table|thead|tbody|tr|th|td|caption|strong|img)\b|<b>|<!\[if\b",
    re.IGNORECASE,
)
# A web page with all that belongs to it in one file, as a letter has its parts.
_ARCHIVE: Final = re.compile(
    rb"\s*(?:(?:from|subject|date):[^\n]{0,500}\n){0,5}mime-version\s*:", re.IGNORECASE
)
_XML: Final = re.compile(rb"<(?:\?xml|!doctype|!--|\w+:\w+[\s>]|\w+\s+xmlns)", re.IGNORECASE)
_WORKBOOK_2003: Final = re.compile(
    rb"<(?:\w+:)?workbook\b|urn:schemas-microsoft-com:office:spreadsheet", re.IGNORECASE
)
_VCARD: Final = re.compile(rb"begin\s*:\s*vcard\b", re.IGNORECASE)
_VCARD_LINE: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*begin\s*:\s*vcard\s*", re.IGNORECASE)
_PROPERTY: Final = re.compile(rb"\s*(?:[\w-]+\.)?[a-z-]+[;:]", re.IGNORECASE)
_STRAY_LINES: Final = 20
# How much a sign of ASCII says for text; letters say less, because 一 (4E00) is an N the other way.
_NARROW: Final = dict.fromkeys(range(32, 127), 1) | dict.fromkeys(b'\t\n\r ,;|"0123456789', 4)
_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MANIFEST: Final = "META-INF/manifest.xml"
_OPENDOCUMENT_SHEET: Final = b"application/vnd.oasis.opendocument.spreadsheet"

_NOT_A_LIST: Final = (
    (b"%PDF", N_("This is a PDF document, not a list.")),
    (b"\x89PNG", N_("This is a picture, not a list.")),
    (b"\xff\xd8\xff", N_("This is a picture, not a list.")),
    (b"GIF8", N_("This is a picture, not a list.")),
    (b"BM", N_("This is a picture, not a list.")),
    (b"Rar!", N_("This is a packed folder, not a list.")),
    (b"7z\xbc\xaf", N_("This is a packed folder, not a list.")),
    (b"\x1f\x8b", N_("This is a packed folder, not a list.")),
    (b"SQLite format 3\0", N_("This is a database, not a list.")),
    (b"{\\rtf", N_("This is a text document, not a list.")),
)


def check_readable(path: Path, limits: Limits) -> None:
    """Raise FileProblem when there is no such file, or it cannot be opened, or has no size to read.

    Costs nothing and looks at no content, so it may be done anywhere.
    """
    try:
        if path.is_dir():
            raise FileProblem(
                _("“{name}” is a folder.").format(name=path.name or str(path)),
                _("Choose a file inside it."),
            )
        size = path.stat().st_size
        if not path.is_file():
            # Opening a pipe would wait for somebody to write into it, for ever.
            raise FileNotFoundError
        with path.open("rb"):
            pass
    except (FileNotFoundError, NotADirectoryError):
        raise FileProblem(
            _("There is no file “{name}”.").format(name=path.name),
            _("Check the name, or choose the file again."),
        ) from None
    except PermissionError:
        raise FileProblem(
            _("The file “{name}” may not be opened.").format(name=path.name),
            _("Close it in Excel or WPS, or copy it to another folder, and try again."),
        ) from None
    except (OSError, ValueError):
        raise FileProblem(
            _("The file “{name}” cannot be opened.").format(name=path.name),
            _("Copy it to this computer and try again."),
        ) from None
    if size == 0:
        raise FileProblem(_("This file is empty."), _("Choose another file."))
    if size > limits.file_bytes:
        raise too_large()


def kind_of(source: Source) -> str:
    """Return the kind of a file, a key of `readers.READERS` or LOCKED.

    Raises FileProblem for all else.
    """
    head = source.head(_HEAD)
    if head.startswith(b"PK"):
        return _kind_of_zip(source)
    if head.startswith(_OLE):
        return _kind_of_ole(source)
    if _OLD_XLS.match(head):
        return "xls-old"
    _refuse_other_kinds(head)
    return _kind_of_text(head)


def _kind_of_zip(source: Source) -> str:
    try:
        with source.open() as file, zipfile.ZipFile(file) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
            if any(info.flag_bits & 1 for info in archive.infolist()):
                raise locked_without_help()
            if "xl/workbook.xml" in names:
                return "xlsx"
            if "xl/workbook.bin" in names:
                return "xlsb"
            if "mimetype" in names:
                if _begin_of(archive, "mimetype", 200).startswith(_OPENDOCUMENT_SHEET):
                    # Its parts are locked one by one, which only the list of parts tells.
                    if b"encryption-data" in _begin_of(archive, _MANIFEST, 1 << 20):
                        raise locked_without_help()
                    return "ods"
    except BROKEN_ARCHIVE:
        raise damaged() from None
    if any(name.endswith(".iwa") for name in names):
        raise FileProblem(
            _("This file was made with Numbers."), _("Export it from Numbers as Excel or CSV.")
        )
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if any(name.startswith(("word/", "ppt/")) for name in names) or "content.xml" in names:
        raise not_a_list(N_("This is a text document, not a list."))
    raise FileProblem(
        _("This is a packed folder, not a list."),
        _("Unpack it first, then choose the file inside it."),
    )


def _begin_of(archive: zipfile.ZipFile, name: str, size: int) -> bytes:
    if name not in archive.NameToInfo:
        return b""
    with archive.open(name) as part:
        return part.read(size)


def _kind_of_ole(source: Source) -> str:
    data = source.read()
    names = _names_in(data)

    def named(name: str) -> bool:
        # Of a broken container only its letters are left; a whole one may hold other files inside.
        return name in names if names else data.find(name.encode("utf-16-le")) >= 0

    if named("EncryptedPackage"):
        return LOCKED
    if named("Workbook"):
        return "xls"
    if named("Book"):  # Excel 5 and 95, whose Chinese letters the fast reader does not know
        return "xls-old"
    if named("WordDocument") or named("PowerPoint Document"):
        raise not_a_list(N_("This is a text document, not a list."))
    raise damaged()


def _names_in(data: bytes) -> set[str]:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            return {names[0] for names in container.listdir() if len(names) == 1}
    except BROKEN_CONTAINER:
        return set()


def _refuse_other_kinds(head: bytes) -> None:
    body = head.removeprefix(codecs.BOM_UTF8)
    for magic, sentence in _NOT_A_LIST:
        if body.startswith(magic) and not _is_name_column(body):
            raise not_a_list(sentence)
    if len(body) < len(head) or head.startswith(_MARKS):
        return  # a mark is only written by programs that write text
    filled = head.rstrip(b"\0")  # a disk that failed leaves zeros at the end
    if len(_CONTROL.findall(filled)) * 20 > len(filled) and not looks_like_utf16(head):
        raise not_a_list(N_("This file is not a list."))


def _kind_of_text(head: bytes) -> str:
    text = _readable(head)
    start = _COMMENTS.match(text)
    body = text[start.end() :] if start else text
    if _VCARD.match(body) or _has_card(text):
        return "vcard"
    if _WORKBOOK_2003.match(body) or (_XML.match(text) and _WORKBOOK_2003.search(text)):
        return "xml2003"
    if _HTML.match(body) or is_archive(text):
        return "html"
    if _XML.match(text):
        raise not_a_list(N_("This is an XML file, not a list."))
    return "csv"


def _has_card(text: bytes) -> bool:
    """Tell whether a contact begins below a few lines that some programs write above the first."""
    lines = text[:_HEAD].splitlines()[: _STRAY_LINES + 2]
    return any(
        _VCARD_LINE.fullmatch(line) and _PROPERTY.match(after) for line, after in pairwise(lines)
    )


def is_archive(head: bytes) -> bool:
    """Tell whether a file is a web page and its parts in one (.mht, often named .xls)."""
    return _ARCHIVE.match(head) is not None


def _readable(head: bytes) -> bytes:
    """Return the beginning of a text in an encoding in which signs of ASCII are single bytes."""
    codec = looks_like_utf16(head)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        codec = "utf-16"
    if codec:
        return head[: len(head) // 2 * 2].decode(codec, "replace").encode("utf-8", "replace")
    return head.removeprefix(codecs.BOM_UTF8).lstrip()


def _is_name_column(head: bytes) -> bool:
    # `BM` and `GIF8` may also begin a text; a picture has control characters at once.
    return not _CONTROL.search(head[:64]) and head.startswith((b"BM", b"GIF8"))


def looks_like_utf16(data: bytes) -> str | None:
    """Return the codec of UTF-16 text without a mark, or None; told by where the zeros are."""
    pairs = Counter(zip(data[0 : len(data) // 2 * 2 : 2], data[1::2], strict=True))
    little = sum(count * _NARROW.get(low, 0) for (low, high), count in pairs.items() if not high)
    big = sum(count * _NARROW.get(high, 0) for (low, high), count in pairs.items() if not low)
    # Numbers of a program come with zeros in pairs, and text has more signs than a few.
    if max(little, big) * 10 <= pairs.total() or pairs[0, 0] * 4 > pairs.total():
        return None
    return "utf-16-le" if little > big else "utf-16-be"


def not_a_list(sentence: str) -> FileProblem:
    """Return the problem of a file of quite another kind."""
    return FileProblem(_(sentence), _("Choose an Excel or WPS workbook, or a CSV or text file."))
