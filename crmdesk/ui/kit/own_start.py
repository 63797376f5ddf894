"""Whether the system starts the program after log-in: a file, or a value of the registry."""

from __future__ import annotations

from PySide6.QtCore import QSettings

from crmdesk.core import autostart
from crmdesk.core.autostart import StartFile


class OwnStart:
    """Switches the start with the system on and off; `file` is None where a registry is used."""

    def __init__(self, file: StartFile | None, registry: QSettings | None = None) -> None:
        self._file = file
        self._registry = registry

    def is_on(self) -> bool:
        """Tell whether the system starts the program."""
        if self._file is not None:
            return self._file.is_there()
        return self._registry is not None and self._registry.contains(autostart.NAME)

    def switch(self, on: bool) -> None:
        """Let the system start the program, or no longer. Raises OSError."""
        if self._file is not None:
            if on:
                self._file.write()
            else:
                self._file.remove()
        elif self._registry is not None:
            if on:
                value = autostart.registry_value(autostart.command())
                self._registry.setValue(autostart.NAME, value)
            else:
                self._registry.remove(autostart.NAME)
            self._registry.sync()
            if self._registry.status() != QSettings.Status.NoError:
                raise OSError("the registry could not be written")


def here() -> OwnStart:
    """Return the switch of this computer."""
    file = autostart.start_file_here()
    if file is not None:
        return OwnStart(file)
    return OwnStart(None, QSettings(autostart.RUN_KEY, QSettings.Format.NativeFormat))
