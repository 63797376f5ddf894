"""The SHA-256 of a list as it was given, by which the same file is known again."""

from __future__ import annotations

import hashlib
import threading
from types import TracebackType
from typing import Final

from crmdesk.core.importing.readers.source import Source

_PIECE: Final = 1 << 20


class Digest:
    """Works the digest out beside the reading, which costs a list nothing.

    Used with `with`: at its end the thread has ended too, and the file is closed.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._hash = hashlib.sha256()
        self._stopped = False
        self._trouble: OSError | None = None
        self._thread = threading.Thread(target=self._run, name="file-digest", daemon=True)

    def __enter__(self) -> Digest:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopped = True
        self._thread.join()

    def result(self) -> str:
        """Return the digest as text; raises OSError when the file could not be read again."""
        self._thread.join()
        if self._trouble:
            raise self._trouble
        return self._hash.hexdigest()

    def _run(self) -> None:
        try:
            with self._source.open() as file:
                while not self._stopped and (piece := file.read(_PIECE)):
                    self._hash.update(piece)
        except OSError as trouble:
            self._trouble = trouble
