"""The customers a round visits in tests."""

from tests.core.services.rounds import people

__all__ = ["people"]
