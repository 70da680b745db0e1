"""German words of reporting, roles and names."""

from __future__ import annotations

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.given import GIVEN_FEMALE, GIVEN_MALE
from pipeline.enrich.lexicon.tongue import Tongue, phrases, table

_WEAK = """
sag erklär äußer beton erläuter versicher bericht berichtet behaupt bemerk ergänz erzähl kritisier bestätig mein
begründ forder warn vermut prophezei resümier unterstrich kommentier beklag bekräftig mahn präzisier erinner stell lob
argumentier frag antwort bedauer hoff glaub urteil verkünd verkündet räum kündig füg teil betont mut spekulier
"""
_T = ("antwort", "bericht", "behaupt", "beton", "erwart", "vermut")
_STRONG = table("""
say: sprach spricht schrieb schreibt versprach verspricht widersprach widerspricht gab gibt hob hebt wies weist gestand
say: gesteht unterstrich unterstreicht rief ruft schloss fand findet wusste räumte fuhr zeigte behauptete
say: schrieben gaben wiesen sprachen bedauerte bedauert
name: nannte nennt bezeichnete bezeichnet sprach lobte lobt kritisierte kritisiert
""")
_ROLES = """
minister: minister ministerin staatssekretär staatssekretärin kanzler kanzlerin senator senatorin
president: präsident präsidentin vorsitzender vorsitzende vorsitzenden
diplomat: botschafter botschafterin diplomat diplomatin gesandter gesandte unterhändler unterhändlerin beauftragter
diplomat: beauftragte geschäftsträger geschäftsträgerin vertreter vertreterin
spokesperson: sprecher sprecherin
deputy: abgeordneter abgeordnete abgeordneten politiker politikerin rat rätin stadträtin berichterstatter
deputy: berichterstatterin
mayor: bürgermeister bürgermeisterin landrat landrätin
head: chef chefin leiter leiterin direktor direktorin geschäftsführer geschäftsführerin vorstand manager managerin
head: gründer gründerin inhaber inhaberin
academic: professor professorin forscher forscherin experte expertin historiker historikerin ökonom ökonomin
academic: wissenschaftler wissenschaftlerin analyst analystin biologe biologin meteorologe meteorologin geologe geologin
academic: soziologe soziologin
law: anwalt anwältin staatsanwalt staatsanwältin richter richterin kommissar kommissarin
soldier: general generalin oberst kapitän kapitänin admiral
worker: winzer winzerin landwirt landwirtin arzt ärztin lehrer lehrerin fischer fischerin bäcker bäckerin ingenieur
worker: ingenieurin pilot pilotin anwohner anwohnerin zeuge zeugin bauer bäuerin förster försterin aktivist aktivistin
worker: kustos kuratorin kurator gewerkschafter gewerkschafterin fahrer fahrerin händler händlerin
sport: trainer trainerin spieler spielerin torwart stürmer stürmerin
arts: autor autorin schriftsteller schriftstellerin regisseur regisseurin sänger sängerin
"""


def _forms() -> dict[str, str]:
    found: dict[str, str] = {}
    for stem in _WEAK.split():
        joint = "e" if stem.endswith(("t", "d")) else ""
        for end in ("te", "ten", "t", "en"):
            found[stem + joint + end if end != "en" else stem + end] = "say"
    return {form: kind for form, kind in found.items() if form not in {"mute", "muten", "teilt"}}


GERMAN = Tongue(
    code="de",
    verbs={**_forms(), **_STRONG, "sagte": "say", "teilte": "say", "teilt": "say"},
    participles=table("say: gesagt erklärt betont angekündigt mitgeteilt geschrieben versichert"),
    auxiliaries=word_set("hat haben hatte hatten"),
    particles_apart={
        "teilte": word_set("mit"),
        "teilten": word_set("mit"),
        "teilt": word_set("mit"),
        "fügte": word_set("hinzu an"),
        "fügt": word_set("hinzu an"),
        "kündigte": word_set("an"),
        "kündigten": word_set("an"),
        "kündigt": word_set("an"),
        "räumte": word_set("ein"),
        "räumt": word_set("ein"),
        "gab": word_set("an bekannt zu"),
        "gibt": word_set("an bekannt zu"),
        "gaben": word_set("an bekannt zu"),
        "hob": word_set("hervor"),
        "hebt": word_set("hervor"),
        "wies": word_set("hin zurück"),
        "weist": word_set("hin zurück"),
        "stellte": word_set("klar fest"),
        "stellt": word_set("klar fest"),
        "stellten": word_set("klar fest"),
        "fuhr": word_set("fort"),
    },
    negations=word_set("nicht nie kein"),
    according=phrases("""
        laut
        gemäß
        nach angaben von
        nach angaben der
        nach angaben des
        nach einschätzung von
        nach einschätzung der
        nach einschätzung des
        nach ansicht von
        nach ansicht der
        nach ansicht des
        nach den worten von
        nach den worten der
        nach den worten des
        nach worten von
        nach worten der
        nach worten des
        so
        """),
    own={
        ("seinen", "worten", "zufolge"): "m",
        ("ihren", "worten", "zufolge"): "f",
        ("nach", "seinen", "worten"): "m",
        ("nach", "ihren", "worten"): "f",
        ("nach", "seinen", "angaben"): "m",
        ("nach", "ihren", "angaben"): "f",
        ("ihm", "zufolge"): "m",
        ("ihr", "zufolge"): "f",
        ("seiner", "meinung", "nach"): "m",
        ("ihrer", "meinung", "nach"): "f",
        ("seiner", "ansicht", "nach"): "m",
        ("ihrer", "ansicht", "nach"): "f",
    },
    postposed=word_set("zufolge"),
    pronouns={"er": "m", "sie": "f", "dieser": "m", "diese": "f"},
    that=word_set("dass daß ob wie warum"),
    definite=word_set("der die das dem den des dieser diese dieses seine sein ihre ihr unser unsere"),
    indefinite=word_set("ein eine einer einem einen zwei drei mehrere einige viele manche"),
    prepositions=word_set(
        "von vom in im an am auf bei beim mit nach zu zum zur aus für gegen über unter vor hinter neben zwischen seit "
        "durch um ohne wegen trotz während laut gemäß bis ab"
    ),
    adverbs=word_set(
        "am montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend heute gestern auch aber jedoch zudem "
        "außerdem dagegen hingegen dann weiter später anschließend bereits erneut wiederum indes "
        "allerdings daraufhin noch "
        "dazu ferner morgen abend vormittag nachmittag"
    ),
    relative=word_set("welcher welche"),
    roles=table(_ROLES),
    feminine=word_set("vorsitzende gesandte beauftragte abgeordnete stadträtin rätin frau"),
    titles={"herr": "m", "herrn": "m", "frau": "f", "dr": "", "prof": ""},
    groups=word_set(
        "behörden behörde polizei feuerwehr experten forscher analysten kreise regierung "
        "ministerium stadt gemeinde verband "
        "gewerkschaft unternehmen konzern firma gesellschaft bank kommission rat parlament armee studie bericht "
        "mitteilung erklärung papier umfrage anwohner zeugen diplomaten staatsanwaltschaft "
        "veranstalter kritiker partei "
        "institut zeitung agentur opposition gericht bahn wetterdienst ärzte wissenschaftler"
    ),
    organisations=word_set(
        "rat ministerium partei union verband bank gesellschaft gruppe agentur institut universität "
        "kommission bundestag "
        "bundesrat senat komitee nato stiftung museum liga klub gericht schule zentrum allianz amt "
        "akademie kammer bund "
        "gmbh ag wetterdienst rotes kreuz deutsche bundesbank bahn"
    ),
    places=word_set(
        "deutschland österreich schweiz frankreich italien spanien russland ukraine norwegen "
        "schweden finnland dänemark "
        "polen europa afrika asien amerika berlin hamburg münchen köln wien zürich bern genf "
        "brüssel paris london moskau "
        "kiew rom madrid bremen dresden leipzig japan china indien iran türkei"
    ),
    given={
        **dict.fromkeys(GIVEN_MALE, "m"),
        **dict.fromkeys(GIVEN_FEMALE, "f"),
        **table("""
            m: horst jürgen uwe dieter heinz helmut günter klaus bernd rüdiger jens torsten kai malte lars jörg sönke
            m: hannes matthias andreas stefan lukas jonas felix ulrich detlef holger gerd
            f: petra lena sabine heike ute gisela renate ingrid birgit anke katrin silke greta frieda monika jutta
            f: ursula elke kerstin anja svenja wiebke annika hannelore brigitte
            """),
    },
    common=word_set(
        "der die das den dem des ein eine einer eines er sie es wir ihr ich und aber oder denn doch "
        "nach laut von vom in im "
        "an am auf bei beim mit zu zum zur aus für gegen über unter vor seit durch um wenn als dass "
        "ob wie was wer wo so "
        "auch nur noch schon dann damit dabei zudem außerdem viele alle keine kein zwei drei montag dienstag mittwoch "
        "donnerstag freitag samstag sonntag januar februar märz april mai juni juli august september oktober november "
        "dezember gestern heute morgen ende anfang mitte prozent euro millionen milliarden uhr jahr jahre diese dieser "
        "dieses jeder niemand man ja nein sein seine ihre ihren gemäß während trotz wegen seinen"
    ),
    particles=word_set("von van zu der den vom zur de"),
    abbreviations=word_set("dr prof st nr bzw ca z.b u.a d.h str abs mio mrd vgl hr fr"),
    compounds=True,
    bare_clauses=True,
    noun_capitals=True,
)
