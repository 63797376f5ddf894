"""crmdesk: a customer desk for a small business on one PC."""

__version__ = "0.1.0"
