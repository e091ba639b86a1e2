"""The phrase grammar that both model families are trained on: every sentence exists in four languages."""
