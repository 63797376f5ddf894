"""Backups on screen: made, listed and brought back."""
