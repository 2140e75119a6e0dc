"""The Hugo renderer."""
