"""Who says what in English: verbs, subjects, what is said, and whom a pronoun or a role means."""
