"""Whether there is a screen to open a window on, asked before Qt would end the process."""

from __future__ import annotations

import ctypes
import os
import socket
import sys
from pathlib import Path

from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _

# Qt draws with these without asking any display server.
NEED_NO_SERVER = frozenset(
    {"offscreen", "minimal", "minimalegl", "vnc", "linuxfb", "eglfs", "vkkhrdisplay"}
)


class NoDisplay(CrmError):
    """There is no screen to open a window on."""


def nobody_watches() -> bool:
    """Return whether windows are drawn where no user can answer them."""
    return _platforms()[:1] in (["offscreen"], ["minimal"])


def require_display() -> None:
    """Raise NoDisplay with advice when a window cannot be opened here."""
    if sys.platform in ("win32", "darwin"):
        return
    wanted = _platforms()
    if any(name in NEED_NO_SERVER for name in wanted):
        return
    if (not wanted or "wayland" in wanted) and _wayland_answers():
        return
    if not os.environ.get("DISPLAY"):
        raise NoDisplay(_("There is no screen to open a window on."), _advice())
    library = _missing_library()
    if library:
        raise NoDisplay(
            _("A window cannot be opened because {library} is missing.").format(library=library),
            _("Install it (`make run` does), or use the command line: crmdesk --help."),
        )
    if not _x_server_answers():
        raise NoDisplay(
            _("The screen {display} does not answer.").format(display=os.environ["DISPLAY"]),
            _advice(),
        )


def _advice() -> str:
    return _(
        "Use the command line (crmdesk --help), or on a server without a screen: xvfb-run crmdesk."
    )


def _platforms() -> list[str]:
    named = os.environ.get("QT_QPA_PLATFORM", "")
    return [part.split(":")[0].split("-")[0] for part in named.split(";") if part]


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY", "")
    if not name:
        return False
    path = Path(os.environ.get("XDG_RUNTIME_DIR", "")) / name
    with socket.socket(socket.AF_UNIX) as wire:
        wire.settimeout(2.0)
        try:
            wire.connect(str(path))
        except OSError:
            return False
    return True


def _missing_library() -> str:
    from PySide6.QtCore import QLibraryInfo

    plugins = QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)
    plugin = Path(plugins) / "platforms" / "libqxcb.so"
    try:
        # Qt would load the same file; it ends the process when a part of it is missing.
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return str(error).split(":")[0]
    return ""


def _x_server_answers() -> bool:
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.POINTER(ctypes.c_int)]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    answers = xcb.xcb_connection_has_error(connection) == 0
    xcb.xcb_disconnect(connection)
    return bool(answers)
