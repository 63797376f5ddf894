"""Broken and hostile lists by the thousand: nothing may crash, nothing may hang."""
