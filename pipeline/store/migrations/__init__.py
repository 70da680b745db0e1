"""The ledger's schema, step by step. A migration that was released is never changed."""
