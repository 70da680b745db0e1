"""The rules as saved searches, one a rule.

A search holds the rule's compiled query as a filter and not its text: what Kibana's own query bar would read differs in
places (quotations, proximity).
"""

from __future__ import annotations

from pipeline.rules.load import Rule, RuleSet
from pipeline.search.dsl import compile_dsl
from pipeline.search.kibana.fields import make_views
from pipeline.search.kibana.objects import SavedObject, make_data_view, make_saved_search


def make_rule_searches(rules: RuleSet, *, prefix: str) -> list[SavedObject]:
    """Make the data view of the articles, and a saved search for each rule in force."""
    view = make_views(prefix)["articles"]
    return [make_data_view(view), *(_make_search(rule, view.id) for rule in rules.rules)]


def _make_search(rule: Rule, view: str) -> SavedObject:
    about = f"Rule {rule.id}, version {rule.version}: {rule.query}"
    owned = f"{about}\nOwner: {rule.owner}" if rule.owner else about
    return make_saved_search(rule.id, f"Rule: {rule.title}", compile_dsl(rule.node), data_view=view, about=owned)
