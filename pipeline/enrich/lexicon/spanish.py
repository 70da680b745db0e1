"""Spanish words of reporting, roles and names."""

from __future__ import annotations

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.given import GIVEN_FEMALE, GIVEN_MALE
from pipeline.enrich.lexicon.tongue import NONE, Tongue, phrases, table

_AR = """
declar asegur afirm señal explic apunt indic anunci coment subray destac recalc agreg not precis manifest consider
inform confirm lament record advert insist reiter avanz relat revel critic denunci celebr expres opin puntualiz aclar
contest pregunt augur confes alert remarc zanj detall argument razon estim
"""
_OTHER = table("""
say: dijo dice dijeron dicen decía dirá añadió añade añadieron sostuvo sostiene sostenía admitió admite admitieron
say: reconoció reconoce respondió responde respondieron prometió promete advirtió advierte advirtieron insistió insiste
say: concluyó concluye mantuvo mantiene escribió escribe predijo replicó replica expuso expone recuerda recordó
say: cuenta contó cree creyó piensa pensó matizó matiza sugirió sugiere desmintió desmiente argumentó defendió defiende
say: negó niega negaron previó prevé repuso apostilló apostilla
name: calificó califica calificaba tildó tilda tachó tacha llamó llama describió describe habló habla
""")
_ROLES = """
minister: ministro ministra viceministro viceministra secretario secretaria canciller
president: presidente presidenta vicepresidente vicepresidenta
diplomat: embajador embajadora diplomático diplomática enviado enviada negociador negociadora cónsul representante
diplomat: delegado delegada encargado encargada
spokesperson: portavoz vocero vocera
deputy: diputado diputada senador senadora concejal concejala parlamentario parlamentaria consejero consejera ponente
mayor: alcalde alcaldesa intendente
head: director directora jefe jefa gerente responsable dirigente líder gobernador gobernadora fundador fundadora dueño
head: dueña propietario propietaria
official: funcionario funcionaria comisario comisaria inspector inspectora
academic: profesor profesora investigador investigadora experto experta historiador historiadora economista científico
academic: científica analista especialista biólogo bióloga catedrático catedrática meteorólogo meteoróloga geólogo
academic: geóloga sociólogo socióloga
law: abogado abogada fiscal juez jueza magistrado magistrada
soldier: general coronel capitán capitana comandante almirante
worker: agricultor agricultora médico médica enfermero enfermera pescador pescadora panadero panadera maestro maestra
worker: ingeniero ingeniera piloto vecino vecina testigo sindicalista activista bodeguero bodeguera ganadero ganadera
worker: bombero conductor conductora librero librera
sport: entrenador entrenadora jugador jugadora delantero delantera portero portera
arts: escritor escritora autor autora novelista cineasta actor actriz cantante
"""
_ROLE_FORMS = table(_ROLES)
SPANISH = Tongue(
    code="es",
    verbs={
        **{stem + end: "say" for stem in _AR.split() for end in ("ó", "a", "aba", "aron", "an", "ará", "aban")},
        **_OTHER,
        "dio": "",
    },
    participles={
        **{stem + "ado": "say" for stem in _AR.split()},
        **table(
            "say: dicho añadido sostenido admitido reconocido respondido prometido advertido "
            "insistido concluido escrito"
        ),
        **table("name: calificado tildado tachado llamado descrito hablado"),
    },
    auxiliaries=word_set("ha han había habían habría habrían"),
    particles_apart={},
    negations=word_set("no nunca jamás"),
    according=phrases("""
        según
        de acuerdo con
        de acuerdo a
        a juicio de
        a juicio del
        en opinión de
        en opinión del
        en palabras de
        en palabras del
        """),
    own={("en", "su", "opinión"): "", ("a", "su", "juicio"): ""},
    postposed=NONE,
    pronouns={"él": "m", "ella": "f", "ellos": "p", "ellas": "p", "éste": "m", "ésta": "f"},
    that=word_set("que si cómo"),
    definite=word_set("el la los las este esta estos estas su sus nuestro nuestra"),
    indefinite=word_set("un una unos unas dos tres varios varias algunos algunas muchos"),
    prepositions=word_set(
        "de del a al en por para con sin sobre entre contra desde hasta tras ante bajo según durante hacia mediante"
    ),
    adverbs=word_set(
        "lunes martes miércoles jueves viernes sábado domingo ayer hoy también además este el luego después asimismo "
        "aún todavía incluso finalmente entonces anoche mañana tarde igualmente posteriormente"
    ),
    relative=word_set("quien quienes cuyo cuya"),
    roles=_ROLE_FORMS,
    feminine=frozenset(
        {form for form in _ROLE_FORMS if form.endswith("a")}
        - word_set("activista economista analista especialista sindicalista novelista cineasta")
    )
    | word_set("actriz alcaldesa"),
    titles={"sr": "m", "sra": "f", "don": "m", "doña": "f", "dr": "m", "dra": "f", "señor": "m", "señora": "f"},
    groups=word_set(
        "autoridades expertos investigadores analistas fuentes fuente sindicatos sindicato gobierno "
        "ministerio ayuntamiento "
        "policía fiscalía empresa grupo sociedad compañía asociación organización ong comisión "
        "consejo parlamento ejército "
        "estudio informe comunicado documento encuesta sondeo opositores vecinos testigos diplomáticos funcionarios "
        "bomberos organizadores banco agencia diario periódico partido instituto oposición presidencia médicos "
        "científicos críticos abogados padres"
    ),
    organisations=word_set(
        "consejo ministerio partido unión asociación federación banco sociedad grupo agencia "
        "instituto universidad comisión "
        "parlamento congreso senado comité otan onu fundación museo compañía liga club corte tribunal escuela centro "
        "alianza organización oficina academia cámara sindicato ayuntamiento guardia cruz"
    ),
    places=word_set(
        "españa francia alemania italia portugal rusia ucrania noruega suecia europa áfrica asia "
        "américa madrid barcelona "
        "sevilla valencia bilbao parís londres berlín moscú bruselas roma méxico argentina chile "
        "perú colombia venezuela "
        "cuba bolivia ecuador uruguay bogotá lima santiago china japón estados unidos"
    ),
    given={
        **dict.fromkeys(GIVEN_MALE, "m"),
        **dict.fromkeys(GIVEN_FEMALE, "f"),
        **table("""
            m: josé juan luis carlos javier fernando rafael andrés tomás martín esteban gonzalo ignacio iñaki
            m: joaquín matías
            m: nicolás ramiro rodrigo sebastián adrián hernán emilio
            f: maría ana carmen lucía pilar rocío marta elena inés beatriz mercedes dolores cristina nuria
            f: soledad consuelo
            f: amparo begoña ximena valeria macarena paloma
            """),
    },
    common=word_set(
        "el la los las un una unos unas de del al a en por para con sin sobre este esta estos estas "
        "él ella ellos ellas yo "
        "nosotros y pero o ni pues según después antes desde durante si que quien cuando como su sus dos tres cuatro "
        "cinco diez más menos todo todos toda todas ningún ninguna no lunes martes miércoles jueves "
        "viernes sábado domingo "
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre "
        "ayer hoy mañana nadie "
        "nada sí así entonces también además tras entre hay es se lo le nos ante preguntado preguntada sin"
    ),
    particles=word_set("de del la las los y van von"),
    abbreviations=word_set("sr sra srta dr dra ud uds etc pág núm av prof"),
)
