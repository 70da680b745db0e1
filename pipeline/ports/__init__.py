"""The seams between the program and the world. Each port has one contract suite that all its adapters pass.

Adapters translate: no exception or object of a library passes a port; they raise `pipeline.errors` only.
`now` is always handed in; no adapter reads a clock to decide something.
"""

from pipeline.ports.accounts import AccountLedger
from pipeline.ports.ledger import AlertLedger, EntryLedger, FeedLedger, Reader, Store
from pipeline.ports.world import Archive, Fetcher, Index, Mirror, Notifier, Workers

__all__ = [
    "AccountLedger",
    "AlertLedger",
    "Archive",
    "EntryLedger",
    "FeedLedger",
    "Fetcher",
    "Index",
    "Mirror",
    "Notifier",
    "Reader",
    "Store",
    "Workers",
]
