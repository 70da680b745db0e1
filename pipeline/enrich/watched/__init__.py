"""Watched names: alias sets, their file, and where a variant is met."""
