"""Lists as they really are, each brought into a real shop: what comes in is exactly what is told.

The rows are those of the traps other systems fell into, and of what hostile files and texts do;
test_every_row.py holds their names.
"""
