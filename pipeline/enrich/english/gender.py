"""Of which gender a person is whose name does not tell, or tells wrongly: by the pronouns that follow the name."""

from __future__ import annotations

from pipeline.enrich.entities import Cast, Entity
from pipeline.enrich.lexicon import words as word_set

_REACH = 25  # tokens behind a name in which a pronoun most likely means it
_AGAINST = 2  # pronouns that outweigh a given name: Robin, Ashley, Jules
_MALE = word_set("he his him himself")
_FEMALE = word_set("she her hers herself")


def tell_genders(cast: Cast) -> None:
    """Give people the gender that the pronouns behind their names tell, unless a title or role has told it."""
    votes = {id(person): {"f": 0, "m": 0} for person in cast.people if not person.told}
    people = [(place, entity) for place, entity in cast.order if entity.kind == "person"]
    for number, (place, entity) in enumerate(people):
        following = people[number + 1][0] if number + 1 < len(people) else len(cast.tokens)
        if id(entity) in votes:
            _count(cast, range(place + 1, min(following, place + _REACH)), votes[id(entity)])
    for entity in cast.people:
        if id(entity) in votes:
            _decide(entity, votes[id(entity)])


def _count(cast: Cast, span: range, votes: dict[str, int]) -> None:
    for word in cast.tokens.low[span.start : span.stop]:
        votes["f"] += word in _FEMALE
        votes["m"] += word in _MALE


def _decide(entity: Entity, votes: dict[str, int]) -> None:
    least = min(votes.values())
    best = max(votes, key=lambda gender: votes[gender])
    if (not entity.gender and votes[best] > least) or (votes[best] >= _AGAINST and not votes.get(entity.gender)):
        entity.gender = best
