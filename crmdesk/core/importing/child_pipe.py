"""What parent and child say to each other: a request one way, pieces of a file the other way.

The request goes over the child's standard input, so that neither a password nor a file's name
stands in the list of processes.
"""

from __future__ import annotations

import marshal
import os
import struct
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import IO, Final

from crmdesk.core.importing.readers.packing import Event
from crmdesk.core.importing.readers.source import Source

_MARK: Final = b"crmdesk reads:"
_REQUEST_LENGTH: Final = struct.Struct("<Q")
_LENGTH: Final = struct.Struct("<I")
_MARSHAL: Final = (
    2  # later versions look for repeated objects, which packing has already dealt with
)


@dataclass(frozen=True, slots=True)
class Request:
    """What the child is to read; `first` is how many readers of the kind are left out."""

    name: str
    path: str | None
    data: bytes | None
    language: str
    memory_mib: int
    seconds: int
    first: int
    encoding: str | None
    password: str | None

    def source(self) -> Source:
        """Return where the list comes from."""
        return Source(self.name, Path(self.path) if self.path is not None else None, self.data)


def write_request(pipe: IO[bytes], request: Request) -> None:
    """Ask the child; raises OSError when it has ended before it heard all."""
    body = marshal.dumps(astuple(request), _MARSHAL)
    pipe.write(_MARK + _REQUEST_LENGTH.pack(len(body)))
    pipe.write(body)
    pipe.close()


def read_request() -> Request | None:
    """Return what standard input asks for, or None when no parent stands behind it."""
    try:
        if os.isatty(0):
            return None
        with os.fdopen(os.dup(0), "rb") as pipe:
            if pipe.read(len(_MARK)) != _MARK:
                return None
            (length,) = _REQUEST_LENGTH.unpack(pipe.read(_REQUEST_LENGTH.size))
            # What is unpacked was packed by our own parent, not by the file's author.
            return Request(*marshal.loads(pipe.read(length)))  # noqa: S302
    except OSError:
        return None  # a window started without a standard input


def send(pipe: IO[bytes], event: Event) -> None:
    """Hand one piece to the parent."""
    body = marshal.dumps(event, _MARSHAL)
    pipe.write(_LENGTH.pack(len(body)))
    pipe.write(body)
    pipe.flush()


def received(pipe: IO[bytes] | None) -> Iterator[Event]:
    """Give the pieces of the child until it has ended."""
    while pipe and len(head := pipe.read(_LENGTH.size)) == _LENGTH.size:
        (length,) = _LENGTH.unpack(head)
        body = pipe.read(length)
        if len(body) < length:
            return
        # What is unpacked was packed by our own child, not by the file's author.
        yield marshal.loads(body)  # noqa: S302
