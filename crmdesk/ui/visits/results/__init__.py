"""Entering the results of a day from the printed sheet."""
