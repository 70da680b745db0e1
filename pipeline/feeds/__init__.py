"""Feeds: bytes to items, and what a poll decides. Pure; the heavy parsers are imported when they are first used."""
