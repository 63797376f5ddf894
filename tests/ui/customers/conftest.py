"""The desk the customers stand on in tests."""

from tests.ui.customers.hands import open_screen
from tests.ui.desks import desk

__all__ = ["desk", "open_screen"]
