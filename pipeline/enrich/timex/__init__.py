"""Dates: TIMEX3 expressions, what they mean, and the dateline."""
