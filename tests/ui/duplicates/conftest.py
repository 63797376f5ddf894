"""The desk the duplicates stand on in tests."""

from tests.ui.desks import desk

__all__ = ["desk"]
