"""Wirewatch: watches news sources and tells people, with evidence, when something they care about is published."""
