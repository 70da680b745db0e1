"""One query language for search, rules and alerts: words, tree, syntax."""
