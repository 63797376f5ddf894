"""Five customers on the desk, as for the other tests of visits."""

from tests.ui.visits.conftest import desk, people

__all__ = ["desk", "people"]
