"""Rows in and out of the database; the only rooms that know SQLAlchemy."""
