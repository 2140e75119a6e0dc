"""The admin: a local web page on which the owner looks, corrects, decides and runs."""
