"""The program beside its window: tray, notifications, reminding, starting with the system."""
