from tests.ui.desks import desk

__all__ = ["desk"]
