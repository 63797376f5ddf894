"""The steps that bring a database file from any earlier version to this one."""
