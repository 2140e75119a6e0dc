"""The wikipedia plugin."""
