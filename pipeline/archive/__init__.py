"""Fetched pages as WARC records on any fsspec file system."""
