"""Taking the password off a workbook, in memory: nothing of it is written to disk."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any, Final

from crmdesk.core.importing.readers import biff, content
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.problems import (
    damaged,
    locked_without_help,
    password_needed,
    password_wrong,
)
from crmdesk.core.importing.readers.source import Source

# Excel opens a workbook with this password without asking; it protects cells, not the file.
_WITHOUT_ASKING: Final = "VelvetSweatshop"
_BROKEN: Final = (
    AssertionError,
    AttributeError,
    IndexError,
    KeyError,
    OSError,
    OverflowError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
_EXCEL_97: Final = b"\x00\x06"
_FILE_PASS: Final = 0x002F
_SHEET: Final = 0x0085
# Records that stay readable in a locked workbook: the beginnings, who has the file open, and such.
_NEVER_LOCKED: Final = (0x0809, 0x0194, 0x0195, 0x00E1, 0x0196, 0x0138)
_SKIPPED: Final = -1
_SKIPPED_SHEET: Final = -2


def unlocked(source: Source, kind: str, limits: Limits) -> tuple[Source, str]:
    """Return a source that opens, and its kind; the same ones where nothing was locked.

    Raises PasswordNeeded without the right password, FileProblem for what is no list.
    """
    if kind == content.LOCKED:
        opened = _with_passwords(limits, lambda password: _package(source, password))
    elif kind == "xls" and biff.is_locked(book := biff.book_of(source)):
        if book[4:6] != _EXCEL_97:
            raise locked_without_help()
        opened = _with_passwords(limits, lambda password: _old_workbook(source, book, password))
    elif kind == "xls-old" and biff.is_locked(biff.book_of(source)):
        raise locked_without_help()
    else:
        return source, kind
    plain = Source(source.name, None, opened)
    kind = content.kind_of(plain)
    if kind == content.LOCKED:
        raise damaged()
    return plain, kind


def _with_passwords(limits: Limits, opener: Callable[[str], bytes]) -> bytes:
    from xml.parsers.expat import ExpatError

    from msoffcrypto import exceptions

    for password in (_WITHOUT_ASKING, limits.password):
        if password is None:
            continue
        try:
            return opener(password)
        except exceptions.InvalidKeyError:
            continue
        except (exceptions.DecryptionError, exceptions.FileFormatError):
            raise locked_without_help() from None
        except (exceptions.ParseError, ExpatError, *_BROKEN):
            raise damaged() from None
    raise password_needed() if not limits.password else password_wrong()


def _package(source: Source, password: str) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    plain = io.BytesIO()
    with source.open() as file:
        package = OOXMLFile(file)
        package.load_key(password=password, verify_password=True)
        package.decrypt(plain)
    return plain.getvalue()


def _old_workbook(source: Source, book: bytes, password: str) -> bytes:
    import olefile
    from msoffcrypto.format.xls97 import Xls97File

    data = source.read()
    locked = Xls97File(io.BytesIO(data))
    # The oldest kind of protection knows fifteen letters.
    locked.load_key(password=password[:15] if _is_simple(book) else password)
    copy = io.BytesIO(data)
    with olefile.OleFileIO(copy, write_mode=True) as container:
        container.write_stream("Workbook", _plain_records(locked, book))
        return copy.getvalue()


def _is_simple(book: bytes) -> bool:
    return any(kind == _FILE_PASS and book[start] == 0 for kind, start, _end in _globals(book))


def _globals(book: bytes) -> Iterator[tuple[int, int, int]]:
    for record in biff.records(book):
        yield record
        if record[0] == _FILE_PASS:
            return


def _plain_records(locked: Any, book: bytes) -> bytes:
    from msoffcrypto.method.rc4 import DocumentRC4
    from msoffcrypto.method.rc4_cryptoapi import DocumentRC4CryptoAPI
    from msoffcrypto.method.xor_obfuscation import DocumentXOR

    spans, masked = _spans(book)
    hidden = io.BytesIO(masked)
    if locked.type == "rc4":
        whole = DocumentRC4.decrypt(locked.key, locked.salt, hidden, blocksize=1024)
    elif locked.type == "rc4_cryptoapi":
        whole = DocumentRC4CryptoAPI.decrypt(
            locked.key, locked.salt, locked.keySize, hidden, blocksize=1024
        )
    else:
        whole = DocumentXOR.decrypt(locked.key, hidden, _signs(book, spans), [], 10)
    plain = bytearray(whole.read())
    for start, end, _kind in spans:
        plain[start:end] = book[start:end]
    for kind, start, end in biff.records(book):
        if kind == _FILE_PASS:
            plain[start - 4 : start - 2] = b"\0\0"
            plain[start:end] = bytes(end - start)
    return bytes(plain)


def _spans(book: bytes) -> tuple[list[tuple[int, int, int]], bytearray]:
    """Return the readable stretches with the kind of their record, and the rest without them."""
    masked = bytearray(book)
    spans = []
    for kind, start, end in biff.records(book):
        readable = start
        if kind in (*_NEVER_LOCKED, _FILE_PASS):
            readable = end
        elif kind == _SHEET:
            readable = min(start + 4, end)  # where the sheet begins
        masked[start - 4 : readable] = bytes(readable - start + 4)
        spans.append((start - 4, readable, kind))
    return spans, masked


def _signs(book: bytes, spans: list[tuple[int, int, int]]) -> list[int]:
    # The library wants to be told of every byte whether it is locked.
    signs = [_SKIPPED] * len(book)
    for (start, end, kind), following in zip(
        spans, [*[span[0] for span in spans[1:]], len(book)], strict=True
    ):
        signs[start:end] = book[start:end]
        if kind == _SHEET:
            signs[end:following] = [_SKIPPED_SHEET] * (following - end)
    return signs
