"""Starts crmdesk from a clone or from the packaged program."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        # A child process of the packaged program starts here too and must not open a window.
        import multiprocessing

        multiprocessing.freeze_support()

    from crmdesk.app import main

    raise SystemExit(main())
