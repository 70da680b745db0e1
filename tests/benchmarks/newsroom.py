"""Writes invented news: wire stories, and texts that look alike and are not the same story.

Places, people, figures and sentences are drawn, so that two stories share no more wording than news of one kind does.
"""

# ruff: noqa: E501, ISC004 - sentences with values in them are read more easily on one line
from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "March", "April", "June", "August", "October", "November")
_ONSETS = ("b", "br", "d", "dr", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "r", "s", "sk", "st", "t", "tr", "v")
_VOWELS = ("a", "e", "i", "o", "u", "ei", "ou", "ia")
_ENDS = ("n", "l", "r", "th", "sk", "m", "nd", "rg", "ck", "")

_WORDS: Mapping[str, tuple[str, ...]] = {
    kind: tuple(words.split())
    for kind, words in {
        "noun": (
            "harbour budget licence barrier merger clinic flight shipyard subsidy timetable report contract quota tax "
            "inquiry bridge agreement tender turbine mill law colour warning pact catalogue centre defence programme dam "
            "labour audit account member price week court appeal recess bill bidder complaint resident quarter spring "
            "commuter shore employer debt shortage valley party majority family plant district ambulance road autumn quay "
            "lorry supporter shutter evening volunteer camera tram horn banner rain square engineer answer harvest "
            "neighbour island hearing hope ward crew equipment ship town rescue desk capital judge paper grant winter "
            "winner workshop smelter study storm pier historian file fund fire railway fishery school teacher vote rule "
            "border ferry signal cable tunnel reactor museum archive orchard market loan pension strike railing tower"
        ),
        "adjective": (
            "northern southern coastal disputed costly long-awaited secret public regional broken early late unpopular "
            "modest generous outdated new former joint voluntary legal technical financial annual sudden quiet bitter "
            "crowded empty narrow shallow favourite neighbouring rural urban temporary permanent hidden foreign local "
            "damaged historic private unfinished cheap dangerous official angry cautious steady sharp vague hasty"
        ),
        "verb": (
            "approved rejected postponed defended criticised withdrew published amended suspended welcomed halted backed "
            "questioned doubled shelved signed cancelled extended challenged reopened examined overturned endorsed "
            "ignored measured repaired flooded blocked divided replaced tested counted promised delayed inspected joined "
            "leaked moved opened owned praised raised refused removed saved sold split supplied traced warned weighed won"
        ),
        "adverb": (
            "again quietly in public this week without notice at last by mistake last month overnight in writing twice "
            "for good on paper in vain reluctantly"
        ),
        "joint": "after because although while before since unless until whereas if when as once",
        "role": (
            "mayor minister treasurer spokeswoman analyst judge governor ambassador captain surgeon professor chairwoman "
            "inspector delegate historian"
        ),
        "say": "said added insisted argued replied explained",
        "link": "Meanwhile Earlier Separately Privately Later Nearby Officially Still Elsewhere",
    }.items()
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened: everybody who writes about it has these facts and these words of others."""

    place: str
    people: tuple[tuple[str, str], ...]
    actors: tuple[str, ...]
    things: tuple[str, ...]
    figures: tuple[str, ...]
    views: tuple[str, ...]
    day: str


class Newsroom:
    """Writes from one source of chance; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)

    def make_name(self) -> str:
        """An invented name."""
        draw = self.draw
        syllables = (draw.choice(_ONSETS) + draw.choice(_VOWELS) for _ in range(draw.randint(1, 2)))
        return ("".join(syllables) + draw.choice(_ONSETS) + draw.choice(_VOWELS) + draw.choice(_ENDS)).capitalize()

    def pick(self, kind: str) -> str:
        return self.draw.choice(_WORDS[kind])

    def make_figure(self) -> str:
        draw = self.draw
        shapes: tuple[Callable[[], str], ...] = (
            lambda: f"{draw.randint(2, 98)} per cent",
            lambda: f"{draw.randint(2, 900)} million crowns",
            lambda: f"{draw.randint(3, 99)},{draw.randint(100, 999)} people",
            lambda: f"{draw.randint(5, 480)} km",
            lambda: f"{draw.randint(3, 90)} tonnes",
            lambda: f"{draw.randint(11, 940)} households",
        )
        return draw.choice(shapes)()

    def make_event(self) -> Event:
        draw = self.draw
        return Event(
            place=self.make_name(),
            people=tuple((f"{self.make_name()} {self.make_name()}", self.pick("role")) for _ in range(4)),
            actors=tuple(self._phrase() for _ in range(3)),
            things=tuple(self._phrase() for _ in range(3)),
            figures=tuple(self.make_figure() for _ in range(8)),
            views=tuple(self._clause() for _ in range(4)),
            day=draw.choice(DAYS),
        )

    def _phrase(self) -> str:
        """The disputed licence; a budget for the pier."""
        det = self.draw.choice(("the", "the", "a", "its", "their", "this"))
        kind = self.draw.choice(("{d} {a} {n}", "{d} {n} {m}", "{d} {n} of the {m}", "{d} {n} for the {b} {m}"))
        return kind.format(
            d=det, a=self.pick("adjective"), b=self.pick("adjective"), n=self.pick("noun"), m=self.pick("noun")
        )

    def _clause(self) -> str:
        tail = self.draw.choice(("", f" {self.pick('adverb')}", f" in {self.make_name()}"))
        return f"{self._phrase()} {self.pick('verb')} {self._phrase()}{tail}"

    def write_story(self, event: Event, *, paragraphs: int | None = None) -> list[str]:
        """An article on an event, in the words of this newsroom, as paragraphs."""
        count = paragraphs or self.draw.randint(7, 16)
        lead = (
            f"{event.place} - {event.actors[0].capitalize()} {self.pick('verb')} {event.things[0]} on {event.day} "
            f"{self.pick('joint')} {self._clause()}, a step that {self.pick('verb')} {event.things[1]}."
        )
        return [lead, *(self._write_paragraph(event) for _ in range(count - 1))]

    def _write_paragraph(self, event: Event) -> str:
        kinds = (self._say, self._report, self._count, self._look_back)
        return " ".join(kind(event) for kind in self.draw.choices(kinds, weights=(3, 4, 2, 1), k=3))

    def _say(self, event: Event) -> str:
        name, role = self.draw.choice(event.people)
        view = self.draw.choice(event.views) if self.draw.random() < 0.3 else self._clause()
        more = f" {self.pick('joint')} {self._clause()}" if self.draw.random() < 0.5 else ""
        where = f" of {event.place}" if self.draw.random() < 0.3 else ""
        return f"\u201c{view[0].upper()}{view[1:]}{more},\u201d {name}, the {role}{where}, {self.pick('say')}."

    def _report(self, event: Event) -> str:
        actor = self.draw.choice((*event.actors, self._phrase()))
        thing = self.draw.choice((*event.things, self._phrase()))
        open_ = f"{self.pick('link')}, " if self.draw.random() < 0.4 else ""
        told = f"{open_}{actor} {self.pick('verb')} {thing} {self.pick('joint')} {self._clause()}."
        return told[0].upper() + told[1:]

    def _count(self, event: Event) -> str:
        figure = self.draw.choice(event.figures)
        forms = (
            f"{self._phrase().capitalize()} put the total at {figure}, a number that {self.pick('verb')} {self._phrase()}.",
            f"About {figure} are concerned, {self._phrase()} {self.pick('say')} {self.pick('joint')} {self._clause()}.",
            f"{self.pick('link')}, the share fell to {figure} {self.pick('joint')} {self._clause()}.",
            f"Some {figure} had been named {self.pick('adverb')} {self.pick('joint')} {self._clause()}.",
        )
        return self.draw.choice(forms)

    def _look_back(self, event: Event) -> str:
        year = self.draw.randint(1950, 2028)
        return f"In {year}, {self._clause()}; {self._phrase()} of {event.place} {self.pick('verb')} {self._phrase()}."

    # --- texts made from a form, with other values each time ---

    def write_market(self, city: str) -> list[str]:
        """A report of the close: the same sentences every day, other figures."""
        d = self.draw
        up = d.choice(("rose", "fell"))
        shares = [self.make_name() for _ in range(4)]
        return [
            f"{city} shares {up} on {d.choice(DAYS)}, with the main index closing {d.randint(1, 300) / 100} per cent "
            f"{'higher' if up == 'rose' else 'lower'} at {d.randint(2000, 9000)}.{d.randint(10, 99)} points.",
            f"{shares[0]} was the biggest gainer, up {d.randint(1, 90) / 10} per cent, followed by {shares[1]}, which added "
            f"{d.randint(1, 80) / 10} per cent. {shares[2]} lost {d.randint(1, 80) / 10} per cent and {shares[3]} slipped "
            f"{d.randint(1, 50) / 10} per cent.",
            f"Turnover was {d.randint(200, 990)} million crowns, against {d.randint(200, 990)} million in the previous "
            f"session. Of the {d.randint(80, 120)} shares traded, {d.randint(20, 60)} rose and {d.randint(20, 60)} fell.",
            f"The crown stood at {d.randint(700, 990) / 100} to the dollar, compared with {d.randint(700, 990) / 100} late the "
            f"day before. The yield on the ten-year government bond was {d.randint(100, 500) / 100} per cent. Brent crude for "
            f"delivery next month traded at {d.randint(5000, 9900) / 100} dollars a barrel.",
            "Figures are delayed by at least fifteen minutes and are given for information only.",
        ]

    def write_weather(self, place: str) -> list[str]:
        d = self.draw
        sky = d.choice(("cloudy with sunny spells", "mostly dry", "wet and windy", "clear and cold", "foggy at first"))
        return [
            f"The forecast for {place} on {d.choice(DAYS)} is {sky}, with a high of {d.randint(-5, 32)} degrees in the "
            f"afternoon and a low of {d.randint(-15, 15)} degrees overnight.",
            f"Winds will blow from the {d.choice(('north', 'south', 'east', 'west'))} at {d.randint(2, 25)} metres a second, "
            f"with gusts of up to {d.randint(8, 40)}. The chance of rain is {d.randint(0, 100)} per cent.",
            f"The sun rises at {d.randint(4, 8)}.{d.randint(10, 59)} and sets at {d.randint(15, 21)}.{d.randint(10, 59)}. The "
            f"water temperature at the beach is {d.randint(3, 21)} degrees. Pollen levels are "
            f"{d.choice(('low', 'moderate', 'high'))}.",
            "Warnings are updated every six hours; follow the advice of the authorities when you travel.",
        ]

    def write_match(self) -> list[str]:
        d = self.draw
        a, b, c, e = (self.make_name() for _ in range(4))
        goals = d.randint(1, 5), d.randint(0, 3)
        return [
            f"{a} beat {b} {goals[0]}-{goals[1]} at home on {d.choice(DAYS)} to move up to place {d.randint(1, 16)} in the "
            f"league. {c} opened the scoring in minute {d.randint(2, 40)} after a corner, and {self.make_name()} doubled the "
            f"lead shortly before the break.",
            f"{b} pulled one back through {e} in minute {d.randint(46, 70)} but could not find an equaliser in front of "
            f"{d.randint(2, 40)},{d.randint(100, 999)} spectators. Goalkeeper {self.make_name()} made {d.randint(2, 9)} saves.",
            f"It was the {d.randint(2, 9)}th win of the season for {a}, who travel to {self.make_name()} next "
            f"{d.choice(DAYS)}. {b} stay on {d.randint(5, 40)} points and host {self.make_name()}.",
            f"\u201cWe deserved the three points today and the boys gave everything,\u201d coach {self.make_name()} said.",
        ]

    def write_obituary(self) -> list[str]:
        d = self.draw
        first, last = self.make_name(), self.make_name()
        born = d.randint(1925, 1965)
        work = d.choice(("painter", "teacher", "skipper", "composer", "nurse", "architect", "politician", "cyclist"))
        return [
            f"{first} {last}, the {work}, has died at the age of {2030 - born}, the family announced on {d.choice(DAYS)}.",
            f"{last} was born in {self.make_name()} on {d.randint(1, 28)} {d.choice(_MONTHS)} {born}, the "
            f"{d.choice(('first', 'second', 'third', 'youngest'))} of {d.randint(2, 9)} children, and grew up in modest "
            f"circumstances. After school in {self.make_name()} {last} moved to the capital in {born + d.randint(17, 24)}.",
            f"Over a career of {d.randint(20, 50)} years {last} won {d.randint(1, 9)} awards, among them the "
            f"{self.make_name()} Prize in {born + d.randint(30, 50)}. Colleagues remembered {last} as generous and exact.",
            f"{last} is survived by {d.randint(1, 5)} children and {d.randint(1, 9)} grandchildren. The funeral takes place "
            f"in {self.make_name()} on {d.randint(1, 28)} {d.choice(_MONTHS)}; the family asks for privacy.",
        ]

    def write_horoscope(self) -> list[str]:
        lines = (
            "a friend brings news that you have been waiting for", "money matters need a second look before you sign",
            "let others speak first and you will learn more", "a journey pays off in ways you did not expect",
            "someone at work notices what you have done", "rest is worth more than another late evening",
            "old papers turn up at the right moment", "a quarrel ends sooner than you feared",
            "your patience is tested and then rewarded", "say yes to the invitation that seems inconvenient",
            "an early start saves the whole day", "keep a promise that nobody else remembers",
        )  # fmt: skip
        signs = ("Aries", "Taurus", "Gemini", "Cancer", "Leo", "Virgo", "Libra", "Scorpio")
        body = [
            f"{sign}: {a[0].upper()}{a[1:]}, and {b}. Lucky number: {self.draw.randint(1, 49)}."
            for sign in signs
            for a, b in [self.draw.sample(lines, 2)]
        ]
        return ["Your stars for today, read by our astrologer.", *body]

    def write_release(self, company: str, product: str) -> list[str]:
        d = self.draw
        town, boss = self.make_name(), f"{self.make_name()} {self.make_name()}"
        return [
            f"{company} opens a new branch in {town}, the company announced on {d.choice(DAYS)}. It is the "
            f"{d.randint(11, 99)}th location of the chain and creates {d.randint(8, 140)} jobs in {town}.",
            f"Customers in {town} can expect {product} on {d.randint(200, 4000)} square metres from {d.randint(1, 28)} "
            f"{d.choice(_MONTHS)}. The first {d.randint(50, 500)} visitors receive a voucher.",
            f"\u201cWe are delighted to come to {town}, where we have felt welcome from the first day,\u201d branch manager "
            f"{boss} said. Applications are open until {d.randint(1, 28)} {d.choice(_MONTHS)}.",
            f"About {company}: {company} is a family business in its third generation that stands for {product} and "
            "good advice. It employs people from forty nations and publishes a report on its footprint every year. Press "
            "contact and photographs for free use are on the company's site.",
        ]
