"""What Kibana shows of the monitor, made from the field lists of the mappings, and checked without a Kibana.

Saved objects only: no rule of Kibana's is made, because on the free licence they can tell nobody.
"""

from pipeline.search.kibana.check import Fault, check_objects
from pipeline.search.kibana.contents import make_objects
from pipeline.search.kibana.fields import make_views
from pipeline.search.kibana.objects import SavedObject, from_ndjson, make_saved_search, to_ndjson
from pipeline.search.kibana.post import ImportReport, Login, post_objects
from pipeline.search.kibana.rules import make_rule_searches

__all__ = [
    "Fault",
    "ImportReport",
    "Login",
    "SavedObject",
    "check_objects",
    "from_ndjson",
    "make_objects",
    "make_rule_searches",
    "make_saved_search",
    "make_views",
    "post_objects",
    "to_ndjson",
]
