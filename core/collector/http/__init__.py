"""The wire: how plugins talk to services."""
