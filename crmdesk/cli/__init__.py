"""The command line: the same services as the window, without a screen."""

from __future__ import annotations

from crmdesk.cli.running import main

__all__ = ["main"]
