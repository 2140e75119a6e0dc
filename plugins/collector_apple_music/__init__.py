"""The apple music plugin."""
