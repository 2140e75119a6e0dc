"""The discogs plugin."""
