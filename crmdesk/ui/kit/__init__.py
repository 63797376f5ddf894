"""Qt pieces without business words."""
