"""The calendar: day, week and month."""
