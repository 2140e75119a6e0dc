"""The run: subjects travel past the enrichers, every service at its own pace, one writer."""
