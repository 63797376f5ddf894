"""Complaints: received while the customer talks, handled to the end, and looked at in lists."""
