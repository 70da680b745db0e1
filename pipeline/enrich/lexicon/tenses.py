"""Words that tell whether a clause speaks of what was or of what is to come, language by language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.enrich.lexicon import words as word_set

NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class TenseWords:
    """Signs of the tense of one language; `ahead_ends` and `past_ends` are endings of verb forms."""

    ahead: frozenset[str]
    past: frozenset[str]
    ahead_ends: tuple[str, ...] = ()
    past_ends: tuple[str, ...] = ()
    next: frozenset[str] = NONE
    last: frozenset[str] = NONE
    until: frozenset[str] = NONE  # directly before a date
    neither: frozenset[str] = NONE  # words with such an ending that are no verbs


# English has rules of its own (pipeline.enrich.timex.tense); these are their words.
MODALS = word_set("will would shall should could may might must won't wouldn't shouldn't couldn't cannot can can't 'll")
BE_NOW = word_set("is are isn't aren't 're 'm it's that's he's she's there's")
BE_PAST = word_set("was were wasn't weren't")
HAVE = word_set("have has had having haven't hasn't hadn't 've")
HAD = word_set("had did didn't hadn't")
PAST = word_set(
    "said told was were had did came went began met took held made left gave found won lost sent saw rose fell "
    "became broke brought built bought caught chose drew drove ate fought flew forgot froze got grew heard hid kept "
    "knew lay led lent meant paid ran rang sank sang sat shook shot showed shone slept slid sold spent spoke spun "
    "spread stole stood struck stuck swam swept swore swung taught thought threw tore understood withdrew woke wore "
    "wrote wound bled bred burnt crept dealt dug fed fled forbade fought hung leapt overtook overcame sought undertook "
    "wed died lied tied wasn't weren't didn't been born killed"
)
# The past of these is written like the present; without an auxiliary news means the past.
SAME = word_set("set cut put hit let shut split spread cost quit read beat hurt burst cast bid shed broadcast")
PARTICIPLES = word_set(
    "held made sold sent built bought given taken seen shown known told said found lost won left met paid put set cut "
    "shut hit read begun become broken brought chosen done drawn driven eaten fallen forgotten gone grown heard hidden "
    "kept laid led lent run shot spent spoken stolen struck sworn taught thrown torn withdrawn worn written split "
    "spread hung born let cast dealt fed sought undertaken"
)
NO_VERBS = word_set("need feed seed speed indeed hundred breed weed steed greed creed exceed proceed succeed agreed-on")
# Words after which what is told is still to come, whatever the tense of the verb beside them.
PLANNED = word_set(
    "due scheduled expected planned slated upcoming planning plans plan intends intend hopes aims aim tomorrow "
    "deadline deadlines expects expect expecting hoping likely ahead going set poised ready forecast predicted "
    "delivery postponed adjourned deferred rescheduled delayed remanded booked billed earmarked"
)
PLANNED_HEADS = word_set(
    "plans plan planned planning due expected expects expect set scheduled likely ready wants want wanted hopes hope "
    "hoped aims aim aimed intends intend intended proposes proposed vows vowed pledges pledged promised promises "
    "threatened threatens prepares preparing prepared decides order orders invited invites asks "
    "urges needs going slated poised deadline agrees is are was were has have opportunity chance "
    "right plan bid proposal proposals scheduled unlikely hopeful agreed voted pledged decided resolved vowed "
    "offered refuses seeks called calls volunteered chosen"
)
# What is moved "to Friday" is still to come.
MOVED = word_set(
    "moved postponed put brought rescheduled switched pushed shifted delayed adjourned deferred extended carried"
)
# What somebody is accused of has been.
CLAIMED = word_set(
    "accused believed charged said suspected thought known reported alleged understood survived based named called"
)
COMING = word_set("opening starting beginning closing ending running arriving returning resuming launching")
# What was shut "until Friday" still is.
SHUT = word_set(
    "closed shut suspended adjourned postponed delayed extended banned remanded cancelled halted barred deferred "
    "stopped put moved prolonged renewed frozen blocked detained grounded sold-out ordered told has have valid"
)
# Nouns and participles that need a word behind them to look ahead: "set for Monday", not "set on Monday".
WANT_LINK: Mapping[str, frozenset[str]] = {
    "set": word_set("for to"),
    "ready": word_set("for to by"),
    "postponed": word_set("until till to"),
    "adjourned": word_set("until till to"),
    "deferred": word_set("until till to"),
    "rescheduled": word_set("for to"),
    "delayed": word_set("until till to"),
    "remanded": word_set("until till"),
    "booked": word_set("for"),
    "billed": word_set("for"),
    "earmarked": word_set("for"),
    "going": word_set("to"),
    "plan": word_set("to for"),
    "ahead": word_set("of"),
    "delivery": word_set("in by on"),
    "aim": word_set("to"),
    "hopes": word_set("to for that"),
    "forecast": word_set("for to"),
    "predicted": word_set("for to"),
}
# Verbs of the timetable: their present tense with a date speaks of what is to come.
TIMETABLE = word_set(
    "opens open closes close starts start begins begin ends end runs run expires expire takes take faces face plays "
    "play hosts host meets meet returns return votes vote goes go arrives arrive resumes resume launches launch holds "
    "hold visits visit travels travel marks finishes finish concludes conclude comes come leaves leave flies fly "
    "appears appear continues continue retires retire departs depart sails sail reopens reopen lasts falls fall "
    "performs perform reports sits sit turns follows becomes hears publishes joins makes heads kicks celebrates "
    "shuts switches competes delivers addresses unveils "
    "releases tours airs premieres lands reaches moves receives pays steps returns stays remains stay remain"
)
# The same form is as often a noun: it counts only where a subject can stand before it and no article does.
NOT_BEFORE_VERB = word_set(
    "the a an its his her their our this that these those of in to for on at by with from my your no any some every "
    "each two three four five first last second third next home away title world league cup day open 's per"
)
PREPOSITIONS = word_set("on in at by from during for of around about early late mid the next last this coming")
OPENERS = word_set("that which who whose whom where when while because whether if although though unless whereas")

FRENCH = TenseWords(
    ahead=word_set(
        "sera seront aura auront va vont doit doivent devrait devraient serait seraient aurait pourra pourront prévu "
        "prévue prévus prévues attendu attendue attendus d'ici prévoit prévoient prochain prochaine espère compte"
    ),
    past=word_set("a ont avait avaient est était étaient fut furent depuis été annoncé déclaré dit"),
    ahead_ends=("era", "eront", "ira", "iront", "dra", "dront", "rait", "raient", "tra", "tront"),
    next=word_set("prochain prochaine prochains"),
    last=word_set("dernier dernière passé passée"),
    until=word_set("jusqu'à jusqu'au jusqu'en d'ici"),
)
GERMAN = TenseWords(
    ahead=word_set(
        "wird werden soll sollen will wollen würde würden werde kann könnte könnten muss müssen möchte geplant "
        "erwartet vorgesehen plant planen beginnt startet öffnet endet tritt treten ab findet finden sollte sollten "
        "solle"
    ),
    past=word_set(
        "war waren hatte hatten wurde wurden hat haben sagte sagten teilte erklärte kam ging gab fand worden seit "
        "starb stieg fiel begann traf schloss"
    ),
    past_ends=("te", "ten"),
    neither=word_set(
        "heute erste ersten letzte letzten zweite zweiten dritte dritten vierten nächste nächsten sechsten achte "
        "achten neunten zehnten elften zwölften gute guten alte alten breite weite weiten späten bitte mitte rechten "
        "unten hinten selten besten meisten geplanten"
    ),
    next=word_set("nächster nächste nächsten nächstem nächstes kommender kommende kommenden kommendem kommendes"),
    last=word_set("letzter letzte letzten letztem letztes vergangener vergangene vergangenen vergangenem vergangenes"),
    until=word_set("bis ab"),
)
SPANISH = TenseWords(
    ahead=word_set(
        "va van debe deben deberá prevé prevén previsto prevista previstos previstas espera esperan podría podrían "
        "sería serían próximo próxima quiere quieren comienza empieza termina abre cierra"
    ),
    past=word_set(
        "fue fueron era eran había habían ha han dijo dijeron desde hizo hubo tuvo estuvo murió pidió abrió subió cayó "
        "perdió vio dio salió recibió"
    ),
    ahead_ends=("rá", "rán", "ría", "rían", "remos"),
    past_ends=("ó", "aron", "ieron", "aba", "aban"),
    next=word_set("próximo próxima siguiente"),
    last=word_set("pasado pasada último última"),
    until=word_set("hasta"),
)
RUSSIAN = TenseWords(
    ahead=word_set(
        "будет будут планирует планируют планируется намерен намерена намерены должен должна должно должны состоится "
        "состоятся пройдёт пройдет пройдут начнётся начнется начнутся откроется откроются завершится завершатся "
        "появится появятся станет станут ожидается запланирован запланирована запланировано вернётся вернется вернутся "
        "прибудет прибудут получит получат примет примут сможет смогут приедет отправится отправятся закроется начнёт "
        "начнет заработает продлится выступит встретится встретятся рассмотрит проведёт проведет предстанет может могут"
    ),
    past=word_set("был была было были прошёл произошёл ушёл пришёл вышел нашёл начался"),
    past_ends=("ла", "ли", "ло", "лся", "лась", "лись", "лось", "ал", "ил", "ел", "ял", "ыл", "ул"),
    neither=word_set("если около мало число школа сила дела канал журнал отдел материал капитал финал фестиваль дело"),
    next=word_set("следующий следующая следующую следующем следующей ближайший ближайшую будущем"),
    last=word_set("прошлый прошлая прошлую прошлом прошлой минувший минувшую минувшем"),
    until=word_set("до к"),
)
TENSES: Mapping[str, TenseWords] = {"fr": FRENCH, "de": GERMAN, "es": SPANISH, "ru": RUSSIAN}
