"""What goes wrong unseen: a log file without customers' data, and a catcher of last errors."""

from __future__ import annotations

import copy
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Final

from crmdesk.core import paths

LARGEST_LOG: Final = 500_000
KEPT_LOGS: Final = 3


class NamelessFormatter(logging.Formatter):
    """Writes where an error happened and of which kind, never its words: they may name people."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, never with what another log has made of the same error."""
        own = copy.copy(record)
        own.exc_text = None
        return super().format(own)

    def formatException(  # noqa: N802
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Return the places the error passed, and the names of its kinds."""
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            lines.append(type(error).__name__)
            lines += [
                f"  {frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(error.__traceback__)
            ]
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def start_log() -> None:
    """Write warnings and errors into a file in the log folder that never grows large."""
    from logging.handlers import RotatingFileHandler

    folder = paths.log_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "crmdesk.log",
            maxBytes=LARGEST_LOG,
            backupCount=KEPT_LOGS,
            encoding="utf-8",
        )
    except OSError as error:
        logging.getLogger(__name__).warning("no log file: %s", error)
        return
    # Information may hold names; warnings and errors are written without any.
    handler.setLevel(logging.WARNING)
    handler.setFormatter(NamelessFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)


def catch_all(tell: Callable[[Exception], object]) -> None:
    """Let an error that nobody caught be told, so that the program never ends in silence."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, Exception):
            tell(error)
        else:
            sys.__excepthook__(kind, error, trace)

    def thread_hook(found: threading.ExceptHookArgs) -> None:
        # A thread may not touch the window: its place is written down.
        logging.getLogger(__name__).error(
            "a thread ended",
            exc_info=(found.exc_type, found.exc_value, found.exc_traceback)
            if found.exc_value is not None
            else None,
        )

    sys.excepthook = hook
    threading.excepthook = thread_hook


def catch_nothing() -> None:
    """Leave errors to Python again."""
    sys.excepthook = sys.__excepthook__
    threading.excepthook = threading.__excepthook__
