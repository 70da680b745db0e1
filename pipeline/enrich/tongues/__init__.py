"""Who says what in French, German, Spanish and Russian: one engine, a lexicon each."""
