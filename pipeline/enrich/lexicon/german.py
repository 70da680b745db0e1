"""German words of reporting, roles and names."""

from __future__ import annotations

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.forenames import GERMAN_NAMES
from pipeline.enrich.lexicon.occupations import GERMAN_ANYONE, GERMAN_ROLES
from pipeline.enrich.lexicon.tongue import Tongue, by_head, phrases, role_table, table

_WEAK = """
sag erklär äußer beton erläuter versicher bericht berichtet behaupt bemerk ergänz erzähl kritisier bestätig mein
begründ forder warn vermut prophezei resümier unterstrich kommentier beklag bekräftig mahn präzisier erinner stell
lob argumentier schimpf protestier prognostizier twitter freu schmunzel mutmaß spott scherz appellier plädier
verlang droh fürcht befürcht erwart entgegn erwider konter klag jubel schwärm lach bilanzier bezweifel schätz seufz
witzel stöhn ärger wunder zitier wett verteidig beruhig attestier diagnostizier sorg wünsch empfehl folger
rechtfertig frag antwort bedauer hoff glaub urteil verkünd verkündet räum kündig füg teil betont mut spekulier
"""
_STRONG = table("""
say: sprach spricht schrieb schreibt versprach verspricht widersprach widerspricht gab gibt hob hebt wies weist
say: gestand gesteht unterstrich unterstreicht rief ruft schloss fand findet wusste räumte fuhr zeigte behauptete
say: riefen warf warfen wirft befand befindet empfiehlt empfahl hieß heißt verriet verrät gestanden widersprachen geht
say: gehen ging gingen schrieben gaben wiesen sprachen bedauerte bedauert
name: hält hielt nannte nennt bezeichnete bezeichnet sprach lobte lobt kritisierte kritisiert
""")
_THINGS = word_set("fahrzeuge werkzeuge flugzeuge spielzeuge vorrat hausrat monitor")  # no compounds of a role


def _forms() -> dict[str, str]:
    found: dict[str, str] = {}
    for stem in _WEAK.split():
        joint = "e" if stem.endswith(("t", "d")) else ""
        for end in ("te", "ten", "t", "en"):
            found[stem + joint + end if end != "en" else stem + end] = "say"
    return {form: kind for form, kind in found.items() if form not in {"mute", "muten", "teilt"}}


_APART = """
mitteilte mitteilt mitteilten hinzufügte hinzufügt ankündigte ankündigt angab angibt angaben bekanntgab einräumte
einräumt hervorhob hervorhebt feststellte feststellt klarstellte anmerkte
"""
_PARTICIPLES = table("""
say: angekündigt mitgeteilt geschrieben hinzugefügt eingeräumt hervorgehoben vorgeworfen angegeben bekanntgegeben
say: gesprochen versprochen widersprochen klargestellt unterstrichen gerufen empfohlen
name: genannt bezeichnet
""")


def _participles() -> dict[str, str]:
    """Form participles: "gesagt", but "erklärt" and "kritisiert"."""
    found = {}
    for stem in _WEAK.split():
        bare = stem.endswith("ier") or stem.startswith(("be", "er", "ver", "ent", "wider"))
        found[("" if bare else "ge") + stem + ("et" if stem.endswith(("t", "d")) else "t")] = "say"
    return found


_BY = word_set(
    """
    angaben einschätzung ansicht worten auffassung überzeugung darstellung meinung informationen aussage aussagen
    erkenntnissen schätzungen schätzung berechnungen
    """
)


def _according() -> tuple[tuple[str, ...], ...]:
    """Form "laut", "nach Angaben der", "aus Sicht von"."""
    of = ("von", "der", "des", "seines", "ihrer", "eines", "einer")
    after = tuple(("nach", noun, one) for noun in sorted(_BY) for one in of)
    words = tuple(("nach", "den", "worten", one) for one in of)
    return (("laut",), ("gemäß",), ("so",), *after, *words, *(("aus", "sicht", one) for one in of))


GERMAN = Tongue(
    code="de",
    verbs={
        **_forms(),
        **_STRONG,
        "sagte": "say",
        "teilte": "say",
        "teilt": "say",
        **dict.fromkeys(_APART.split(), "say"),
    },
    participles={**_participles(), **_PARTICIPLES},
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
        "warf": word_set("vor"),
        "warfen": word_set("vor"),
        "wirft": word_set("vor"),
        "hieß": word_set("es"),
        "geht": word_set("davon"),
        "gehen": word_set("davon"),
        "ging": word_set("davon"),
        "gingen": word_set("davon"),
        "heißt": word_set("es"),
    },
    negations=word_set("nicht nie kein"),
    according=_according(),
    own=by_head(
        {
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
        }
    ),
    postposed=word_set("zufolge"),
    pronouns={"er": "m", "sie": "f", "dieser": "m", "diese": "f"},
    that=word_set("dass daß ob wie warum"),
    definite=word_set("der die das dem den des dieser diese dieses seine sein ihre ihr unser unsere"),
    indefinite=word_set("ein eine einer einem einen zwei drei mehrere einige viele manche"),
    prepositions=word_set(
        """
        von vom in im an am auf bei beim mit nach zu zum zur aus für gegen über unter vor hinter neben zwischen seit
        durch um ohne wegen trotz während laut gemäß bis ab
        """
    ),
    adverbs=word_set(
        """
        derweil unterdessen ebenfalls nun schließlich zuvor hierzu danach deshalb deswegen stets sich selbst gegenüber
        ihm ihnen uns mir am montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend heute gestern auch
        aber jedoch zudem außerdem dagegen hingegen dann weiter später anschließend bereits erneut wiederum indes
        allerdings daraufhin noch dazu ferner morgen abend vormittag nachmittag
        """
    ),
    relative=word_set("welcher welche"),
    roles={**role_table(GERMAN_ROLES), **dict.fromkeys(_THINGS, "")},
    anyone=word_set(GERMAN_ANYONE),
    feminine=word_set(
        """
        mutter tochter schwester witwe ehefrau nichte tante großmutter vorsitzende gesandte beauftragte abgeordnete
        stadträtin rätin frau
        """
    ),
    titles={"herr": "m", "herrn": "m", "frau": "f", "dr": "", "prof": ""},
    groups=word_set(
        """
        universität hochschule amt behörden behörde polizei feuerwehr experten forscher analysten kreise regierung
        ministerium stadt gemeinde verband betrieb anklage verein insider insidern kreisen vorstand betriebsrat
        redaktion hersteller konzerns verteidigung nebenklage fans gewerkschaft unternehmen konzern firma gesellschaft
        bank kommission rat parlament armee studie bericht mitteilung erklärung papier umfrage anwohner zeugen
        diplomaten staatsanwaltschaft veranstalter kritiker partei institut zeitung agentur opposition gericht bahn
        wetterdienst ärzte wissenschaftler
        """
    ),
    organisations=word_set(
        """
        rat ministerium partei union verband bank gesellschaft gruppe agentur institut universität kommission
        bundestag bundesrat senat komitee nato stiftung museum liga klub gericht schule zentrum allianz amt akademie
        kammer bund gmbh ag wetterdienst rotes kreuz deutsche bundesbank bahn
        """
    ),
    places=word_set(
        """
        deutschland österreich schweiz frankreich italien spanien russland ukraine norwegen schweden finnland dänemark
        polen europa afrika asien amerika berlin hamburg münchen köln wien zürich bern genf brüssel paris london
        moskau kiew rom madrid bremen dresden leipzig japan china indien iran türkei
        """
    ),
    given=GERMAN_NAMES,
    common=word_set(
        """
        darin daran darauf daraus dafür dagegen daher dahinter danach daneben darüber darum darunter davon davor dazu
        dabei dadurch hier dort hierzu hinzu dennoch trotzdem allerdings jedoch weder entweder sowohl sobald sogar
        somit stattdessen schließlich zuletzt zunächst zuvor bereits bisher bislang derzeit dieses diesen diesem jene
        jener jenes jede jedes allein alles allen aller beide beiden einige etwa fast gerade ganz gar genau hätte
        hatte hat ist sind war waren wird werden wurde wurden kann können soll sollen muss müssen will wollen mehr
        mehrere mit manche mancher nicht nichts niemals nie oft ohne rund seit seitdem sehr selbst sowie statt unter
        viel vielleicht während wegen weil welche welcher wenige weitere weiter wann warum wieder wohl zwar zwischen
        zwischenzeitlich anders anschließend auf aus außer angesichts anlässlich aufgrund drei vier fünf sechs sieben
        acht neun zehn rand mark art hinter insgesamt inzwischen immer immerhin jetzt künftig laut letzte letzten neue
        neuen neuer erst erste ersten erstmals eigentlich grund dass deshalb deswegen desto durch ebenso bei beim bis
        da damals mal mitten möglich natürlich neben ob obwohl spätestens täglich übrigens überdies um vergangene
        vergangenen vom von vor zudem zum zur zurzeit der die das den dem des ein eine einer eines er sie es wir ihr
        ich und aber oder denn doch nach in im an am zu für gegen über wenn als wie was wer wo so auch nur noch schon
        dann damit außerdem viele alle keine kein zwei montag dienstag mittwoch donnerstag freitag samstag sonntag
        januar februar märz april mai juni juli august september oktober november dezember gestern heute morgen ende
        anfang mitte prozent euro millionen milliarden uhr jahr jahre diese dieser jeder niemand man ja nein sein
        seine ihre ihren gemäß trotz seinen
        """
    ),
    particles=word_set("von van zu der den vom zur de"),
    abbreviations=word_set("v chr n dr prof st nr bzw ca z.b u.a d.h str abs mio mrd vgl hr fr"),
    endings=("te", "t", "ten", "en"),
    agents=(),
    conjunctions=word_set("und aber doch sowie"),
    related=table("union: gewerkschaft"),
    converbs=word_set(""),
    like=word_set("wie"),
    institutional=word_set("in aus bei im beim vom seitens"),
    subjunctive=word_set(
        """
        sei seien habe werde könne müsse solle wolle dürfe möge gebe komme gehe stehe liege bleibe brauche wisse lasse
        führe mache sehe halte nehme gelte bringe bestehe handle drohe fehle zeige helfe
        """
    ),
    this=phrases("""
        das
        dies
        """),
    compounds=True,
    bare_clauses=True,
    noun_capitals=True,
)
