"""A page to an article: text, dating, verdict, identity, likeness. Pure."""
