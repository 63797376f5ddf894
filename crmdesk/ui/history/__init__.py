"""The list of what was done, and taking it back."""
