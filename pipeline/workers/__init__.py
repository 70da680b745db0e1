"""Processes that can be killed, for work on hostile input."""
