"""English words that report speech, with what they take as their object.

Kinds: `say` takes a clause or a quotation; `tell` an addressee before it; `ask` a question; `name` only
what stands in
quotation marks ("called it ..."); `quote` only a whole quotation ("smiled").
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pipeline.enrich.lexicon import words as word_set

CueKind = Literal["say", "tell", "ask", "name", "quote"]

# Verbs that take a bare clause freely; all other `say` verbs must show one ("that", a subject and a finite verb).
FREE = frozenset({"say", "add", "claim", "state"})

_SAY = """
say:says,said,saying add claim state:states,stated,stating note stress emphasize emphasise explain argue
insist warn:warns,warned,warning
announce confirm report suggest write:writes,wrote,written,writing acknowledge admit:admits,admitted,admitting declare
reply:replies,replied,replying respond answer conclude recall remember observe remark reveal predict promise
deny:denies,denied,denying agree complain caution concede contend:contends,contended,contending assert allege maintain
reiterate repeat mention:mentions,mentioned clarify:clarifies,clarified,clarifying
testify:testifies,testified,testifying
tweet post:posted,posts underline underscore specify:specifies,specified,specifying elaborate disclose indicate vow
pledge:pledges,pledged,pledging counter lament boast joke quip:quips,quipped,quipping estimate
forecast:forecast,forecasts
estimate hint:hints,hinted interject highlight:highlighted,highlights point_out propose:proposed recount recommend
dispute forewarn affirm proclaim attest opine muse speculate reckon read:reads,read sum_up chime_in swear:swore,swears
retort
"""
_TELL = "tell:tells,told,telling remind assure inform notify:notified advise:advised convince:convinced"
_ASK = "ask question:questioned,questions wonder inquire enquire demand:demanded,demands"
_NAME = """
call describe dub:dubbed,dubs,dubbing label:labelled,labeled,labels,labelling accuse criticize criticise
praise denounce
condemn dismiss slam:slammed,slams blast decry:decried,decries brand:branded,brands characterize
characterise deem:deemed
compare mock:mocked,mocks hail:hailed,hails deride portray:portrayed,portrays rebuke:rebuked
reject:rejected,rejects urge
lambast:lambasted lambaste:lambasted refer:referred,refers,referring blame:blamed,blames cite:cited,cites liken
"""
_QUOTE = """
laugh smile:smiled,smiles sigh shrug:shrugged,shrugs,shrugging shout yell:yelled,yells whisper mutter murmur exclaim
scream chant:chanted,chants grin:grinned,grins snap:snapped,snaps nod:nodded,nods shoot_back fire_back hit_back
chuckle gush groan:groaned,groans cry:cried,cries begin:began,begins counsel:counselled start:started
plead:pleaded,pleads continue
"""


def _forms(word: str) -> list[str]:
    verb, _, listed = word.partition(":")
    if listed:
        return [verb, *listed.split(",")]
    stem = verb.removesuffix("e")
    plural = verb + ("es" if verb.endswith(("s", "sh", "ch")) else "s")
    return [verb, plural, f"{stem}ed", f"{stem}ing"]


def _read(table: str, kind: CueKind) -> dict[str, tuple[str, CueKind]]:
    found: dict[str, tuple[str, CueKind]] = {}
    for word in table.split():
        verb = word.partition(":")[0]
        if "_" not in verb:
            found |= dict.fromkeys(_forms(word), (verb, kind))
    return found


CUES: Mapping[str, tuple[str, CueKind]] = {
    **_read(_NAME, "name"),
    **_read(_QUOTE, "quote"),
    **_read(_ASK, "ask"),
    **_read(_TELL, "tell"),
    **_read(_SAY, "say"),
}
NAMING = frozenset(word for word, (_, kind) in CUES.items() if kind == "name")
# Cues of several words: the folded words to the lemma and kind.
PHRASES: Mapping[tuple[str, ...], tuple[str, CueKind]] = {
    ("pointed", "out"): ("point out", "say"),
    ("points", "out"): ("point out", "say"),
    ("pointing", "out"): ("point out", "say"),
    ("went", "on", "to", "say"): ("go on to say", "say"),
    ("went", "on", "to", "add"): ("go on to say", "say"),
    ("goes", "on", "to", "say"): ("go on to say", "say"),
    ("spoke", "of"): ("speak of", "name"),
    ("speaks", "of"): ("speak of", "name"),
    ("went", "on"): ("go on", "quote"),
    ("goes", "on"): ("go on", "quote"),
    ("used", "to", "say"): ("say", "say"),
    ("made", "it", "clear"): ("make clear", "say"),
    ("made", "clear"): ("make clear", "say"),
    ("wanted", "to", "know"): ("want to know", "ask"),
    ("wants", "to", "know"): ("want to know", "ask"),
    ("shot", "back"): ("shoot back", "quote"),
    ("fired", "back"): ("fire back", "quote"),
    ("hit", "back"): ("hit back", "quote"),
    ("summed", "up"): ("sum up", "quote"),
    ("chimed", "in"): ("chime in", "quote"),
    ("expressed", "hope"): ("hope", "say"),
    ("expressed", "concern"): ("worry", "say"),
    ("expressed", "confidence"): ("trust", "say"),
    ("voiced", "concern"): ("worry", "say"),
    ("raised", "concerns"): ("worry", "say"),
    ("makes", "clear"): ("make clear", "say"),
    ("making", "clear"): ("make clear", "say"),
    ("rejected", "the", "suggestion"): ("deny", "say"),
    ("rejected", "suggestions"): ("deny", "say"),
    ("dismissed", "the", "suggestion"): ("deny", "say"),
    ("dismissed", "suggestions"): ("deny", "say"),
    ("rejected", "claims"): ("deny", "say"),
    ("dismissed", "claims"): ("deny", "say"),
    ("drew", "attention", "to", "the", "fact"): ("point out", "say"),
}
PHRASE_HEADS = frozenset(words[0] for words in PHRASES)
# Forms that are nouns as often as verbs: cues only where a clause, a quotation or an inversion proves it.
NOUNS = word_set(
    "reports report notes note claims claim comments comment questions question answer answers post posts estimate "
    "estimates forecast forecasts promise promises pledge pledges state states call calls read reads joke "
    "jokes tweet "
    "tweets counter fires hits shrugs warning mention highlight highlights hint hints start begin cry vow "
    "vows demand "
    "demands complain point points praise cites repeat laugh shout label labels remark remarks question blast "
    "vows insist advise posted sigh smile brand brands hit read written"
)
AUXILIARIES = word_set(
    "has have had also later then again once repeatedly further further earlier previously recently often "
    "always even "
    "still now just already first simply thus reportedly himself herself itself themselves 've 'd is was"
)
# What says that somebody keeps saying: "continues to insist".
ASPECT = word_set(
    "continues continued continue began begins begin proceeded rushed hastened likes liked used tends sought took"
)
BE = word_set("is was are were be been being 's 're")
THAT = frozenset({"that", "if", "whether", "how", "why", "what", "who", "when", "where"})
PRONOUNS: Mapping[str, str] = {"he": "m", "she": "f", "him": "m", "her": "f", "they": "p", "them": "p", "it": "o"}
ALL_PRONOUNS = word_set("he she they it we i you one")
DETERMINERS = word_set("the a an his her their its our my this that these those some many several one two three")
DETERMINERS_COUNT = word_set("some many several most few other others both all two three four five dozens hundreds")
PREPOSITIONS = word_set(
    "of in on at for with from to by about after before during over under against among through without within "
    "near amid despite since until into upon via per as than between behind outside inside across around"
)
CONNECTIVES = word_set(
    "and but meanwhile however so then yet still instead also later earlier separately moreover furthermore besides "
    "nevertheless or while although though because when as if since now today yesterday afterwards"
)
FINITE = word_set(
    "is are was were am be been has have had do does did will would can could may might shall should must "
    "won't can't "
    "didn't doesn't don't isn't wasn't aren't weren't wouldn't couldn't hasn't haven't hadn't shouldn't cannot 're "
    "'ve 'd 'll it's that's there's he's she's they're we're became went came took made got gave saw knew "
    "lost won left "
    "met kept held felt said says took fell rose began grew ran led paid sent spent stood built broke brought "
    "bought cut hit hurt let put set shut understood wants needs seeks plans expects remains makes takes goes comes "
    "seems looks gets gives knows thinks believes faces shows means runs works helps keeps holds lives "
    "may hope"
)
SUBJECTS = word_set(
    "he she it they we i you it'll he'll she'll they'll he's she's it's there's they're we're there this these those "
    "such nobody everyone everybody no-one"
)
# Where a statement was made: jumped over between the cue and what is said.
OCCASIONS = word_set(
    "statement note interview conference briefing news speech letter email e-mail report post telegram tweet call "
    "podcast video message filing memo testimony release remarks comments broadcast address blog article"
)
