"""The windows: show, ask, and call services in the background."""
