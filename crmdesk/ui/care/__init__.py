"""Staying in touch: who has been silent for too long, and who is to be greeted."""
