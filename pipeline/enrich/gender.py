"""Of which gender a person is whose name does not tell: by the "he" or "her" that follows the name."""

from __future__ import annotations

from pipeline.enrich.entities import Cast, Entity
from pipeline.enrich.lexicon import words as word_set

_REACH = 25  # tokens behind a name in which a pronoun most likely means it
_MALE = word_set("he his him himself")
_FEMALE = word_set("she her hers herself")


def tell_genders(cast: Cast) -> None:
    """Give people of unknown gender the one that the pronouns behind their names tell more often."""
    open_people = {id(person): [0, 0] for person in cast.people if not person.gender}
    if not open_people:
        return
    people = [(place, entity) for place, entity in cast.order if entity.kind == "person"]
    for number, (place, entity) in enumerate(people):
        votes = open_people.get(id(entity))
        if votes is None:
            continue
        following = people[number + 1][0] if number + 1 < len(people) else len(cast.tokens)
        _count(cast, range(place + 1, min(following, place + _REACH)), votes)
    for entity in cast.people:
        _decide(entity, open_people.get(id(entity)))


def _count(cast: Cast, span: range, votes: list[int]) -> None:
    for word in cast.tokens.low[span.start : span.stop]:
        votes[0] += word in _FEMALE
        votes[1] += word in _MALE


def _decide(entity: Entity, votes: list[int] | None) -> None:
    if votes and votes[0] != votes[1]:
        entity.gender, entity.guessed = "f" if votes[0] > votes[1] else "m", True
