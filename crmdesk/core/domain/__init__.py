"""What the words of the field mean: frozen dataclasses and pure rules."""
