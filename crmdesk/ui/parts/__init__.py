"""Pieces with business words that several screens share."""
