"""The importing screen."""
