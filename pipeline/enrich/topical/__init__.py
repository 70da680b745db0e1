"""Topics: the taxonomy, its terms, and what speaks for a topic outside the text."""
