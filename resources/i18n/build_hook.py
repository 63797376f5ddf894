"""Compiles the translations when a wheel is built and puts resources/ into it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NOT_SHIPPED = {".po", ".py", ".pyc"}


class ResourcesHook(BuildHookInterface[Any]):
    """The only step between the source tree and a wheel that is not a plain copy."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the catalogues; for a real wheel also list the files of resources/."""
        resources = Path(self.root) / "resources"
        sys.path.insert(0, str(resources / "i18n"))
        try:
            import compiling
        finally:
            sys.path.pop(0)
        compiling.compile_all()
        if version == "editable":
            return  # the program then finds resources/ beside the package
        for file in sorted(resources.rglob("*")):
            if file.is_file() and file.suffix not in NOT_SHIPPED:
                inside = file.relative_to(resources).as_posix()
                build_data["force_include"][str(file)] = f"crmdesk/resources/{inside}"
