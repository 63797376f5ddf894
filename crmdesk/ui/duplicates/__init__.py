"""The screen that shows likely duplicates side by side and merges them."""
