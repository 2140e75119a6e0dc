"""The spotify plugin."""
