"""A tiny speech recogniser with Whisper's architecture, trained from random weights on synthetic speech."""
