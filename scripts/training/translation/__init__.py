"""Tiny translation models for Firefox's engine, trained from random weights on the phrase grammar."""

PAIRS = ("en-es", "en-de", "en-fr", "es-en", "de-en", "fr-en")
