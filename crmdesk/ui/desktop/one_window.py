"""One window for one database: a second start shows the window that waits beside the clock."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from crmdesk.core import paths

SHOW: Final = b"show"
STAY: Final = b"stay"
WAIT_MS: Final = 1500


def marker(database: Path) -> Path:
    """Return the file that is there while a program waits beside the clock for a database."""
    text = os.path.normcase(str(database.expanduser().absolute()))
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
    return paths.config_dir() / f"waiting-{digest}"


def another_shows_itself(database: Path, *, show: bool = True) -> bool:
    """Ask a program that waits for this database to show its window, and tell whether it does.

    A file left behind by a program that was killed answers nothing.
    """
    file = marker(database)
    try:
        name = file.read_text(encoding="utf-8")
    except OSError:
        return False
    # Needed only here: the usual start is quicker without it.
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(WAIT_MS):
        return False
    socket.write(SHOW if show else STAY)
    heard = socket.waitForReadyRead(WAIT_MS)
    socket.disconnectFromServer()
    return heard


class OneWindow(QObject):
    """Listens for a second start while this program waits beside the clock."""

    shown = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._called)
        self._marker: Path | None = None

    def listen(self, database: Path) -> None:
        """Let a second start on this database find this program."""
        self.stop()
        file = marker(database)
        name = f"crmdesk-{file.name}-{os.getpid()}"
        if not self._server.listen(name):
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(self._server.fullServerName(), encoding="utf-8")
        self._marker = file

    def stop(self) -> None:
        """Be found no longer."""
        self._server.close()
        if self._marker is not None:
            self._marker.unlink(missing_ok=True)
            self._marker = None

    def _called(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._heard(socket))
            socket.disconnected.connect(socket.deleteLater)
            if socket.bytesAvailable():
                self._heard(socket)

    def _heard(self, socket: QObject) -> None:
        from PySide6.QtNetwork import QLocalSocket

        assert isinstance(socket, QLocalSocket)
        wanted = bytes(socket.readAll().data())
        socket.write(b"yes")
        socket.flush()
        if wanted == SHOW:
            self.shown.emit()
