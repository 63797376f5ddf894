"""The desk these screens stand on."""

from tests.ui.desks import desk

__all__ = ["desk"]
