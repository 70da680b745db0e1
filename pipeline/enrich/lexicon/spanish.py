"""Spanish words of reporting, roles and names."""

from __future__ import annotations

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.forenames import SPANISH_NAMES
from pipeline.enrich.lexicon.occupations import SPANISH_ANYONE, SPANISH_ROLES
from pipeline.enrich.lexicon.tongue import NONE, Tongue, by_head, phrases, role_table, table

_AR = """
declar asegur afirm señal explic apunt indic anunci coment subray destac recalc agreg not precis manifest consider
inform confirm lament record advert insist reiter avanz relat revel critic denunci celebr expres opin puntualiz
aclar contest pregunt augur confes alert remarc zanj detall argument razon estim brome sentenci remat asever ironiz
apostill espet murmur grit exclam apel vatic pronostic anticip quej jact ufan felicit congratul aleg adelant descart
cuestion valor auspici abog plante garantiz especific reproch proclam alab apremi remach tild enfatiz objet rechaz
exig resalt
"""
_OTHER = table("""
say: comprometió compromete dijo dice dijeron dicen decía dirá añadió añade añadieron sostuvo sostiene sostenía
say: admitió admite admitieron reconoció reconoce respondió responde respondieron prometió promete advirtió advierte
say: advirtieron insistió insiste concluyó concluye mantuvo mantiene escribió escribe predijo replicó replica expuso
say: expone recuerda recordó cuenta contó cree creyó piensa pensó matizó matiza sugirió sugiere desmintió desmiente
say: argumentó defendió defiende negó niega negaron previó prevé repuso apostilló apostilla resumió resume exigió
say: exige pidió pide pidieron aludió alude coincidió coincide rebatió rebate adujo aduce prosiguió refirió refiere
say: presumió sugirieron indicaron sonrió sonríe arguyó arguye corrigió corrige temió teme dijera diría
name: acusó acusa acusaron calificó califica calificaba tildó tilda tachó tacha llamó llama describió describe habló
name: habla
""")
_ROLE_FORMS = role_table(SPANISH_ROLES)
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
            "insistido concluido escrito resumido exigido pedido coincidido incidido sugerido matizado desmentido"
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
    own=by_head({("en", "su", "opinión"): "", ("a", "su", "juicio"): ""}),
    postposed=NONE,
    pronouns={"él": "m", "ella": "f", "ellos": "p", "ellas": "p", "éste": "m", "ésta": "f"},
    that=word_set("que si cómo"),
    definite=word_set("el la los las este esta estos estas su sus nuestro nuestra"),
    indefinite=word_set("un una unos unas dos tres varios varias algunos algunas muchos"),
    prepositions=word_set(
        """
        de del a al en por para con sin sobre entre contra desde hasta tras ante bajo según durante hacia mediante
        """
    ),
    adverbs=word_set(
        """
        recientemente ya aún así textualmente tajantemente lunes martes miércoles jueves viernes sábado domingo ayer
        hoy también además este el luego después asimismo todavía incluso finalmente entonces anoche mañana tarde
        igualmente posteriormente
        """
    ),
    relative=word_set("quien quienes cuyo cuya"),
    roles=_ROLE_FORMS,
    anyone=word_set(SPANISH_ANYONE),
    feminine=frozenset(
        {form for form in (*_ROLE_FORMS, *SPANISH_ANYONE.split()) if form.endswith("a")}
        - word_set(
            """
            activista economista analista especialista sindicalista novelista cineasta poeta artista periodista
            ecologista futbolista tenista ciclista atleta guardameta defensa policía cura papa centrocampista
            columnista guardia estratega socialista pareja
            """
        )
    )
    | word_set("actriz mujer madre pareja"),
    titles={"sr": "m", "sra": "f", "don": "m", "doña": "f", "dr": "m", "dra": "f", "señor": "m", "señora": "f"},
    groups=word_set(
        """
        universidad patronal misión delegación equipo gabinete comité junta cámara coalición jurado productores
        ganaderos datos cifras tribunal juges jueces cour corte autoridades expertos investigadores analistas fuentes
        fuente sindicatos sindicato gobierno ministerio ayuntamiento policía fiscalía defensa acusación federación
        fundación club guardia entorno familia plantilla ejecutivo cabildo consistorio empresa auto sentencia grupo
        sociedad compañía asociación organización ong comisión consejo parlamento ejército estudio informe comunicado
        documento encuesta sondeo opositores vecinos testigos diplomáticos funcionarios bomberos organizadores banco
        agencia diario periódico partido instituto oposición presidencia médicos científicos críticos abogados padres
        """
    ),
    organisations=word_set(
        """
        consejo ministerio partido unión asociación federación banco sociedad grupo agencia instituto universidad
        comisión parlamento congreso senado comité otan onu fundación museo compañía liga club corte tribunal escuela
        centro alianza organización oficina academia cámara sindicato ayuntamiento guardia cruz
        """
    ),
    places=word_set(
        """
        españa francia alemania italia portugal rusia ucrania noruega suecia europa áfrica asia américa madrid
        barcelona sevilla valencia bilbao parís londres berlín moscú bruselas roma méxico argentina chile perú
        colombia venezuela cuba bolivia ecuador uruguay bogotá lima santiago china japón estados unidos
        """
    ),
    given=SPANISH_NAMES,
    common=word_set(
        """
        aquí allí ahí entonces luego aunque mientras porque además asimismo incluso apenas quizá quizás tal tales cada
        cualquier cual cuales cuyo donde cuánto cuántos qué quién cómo cuándo otro otra otros otras mismo misma primer
        primero primera segundo último última solo sólo muy mucho mucha muchos muchas poco poca pocos pocas tanto
        tanta tantos algún alguna algunos algunas alguien algo cerca lejos pese gracias tampoco nunca siempre casi
        seis siete ocho nueve diez once doce veinte treinta cien mil eso esto ese esa esos esas aquel aquella llegado
        llegada eran era fue fueron ha han había está están será serán son ser estar tiene tienen hubo habrá puede
        pueden debe deben va van ya bajo hacia hasta según el la los las un una unos unas de del al a en por para con
        sin sobre este esta estos estas él ella ellos ellas yo nosotros y pero o ni pues después antes desde durante
        si que quien cuando como su sus dos tres cuatro cinco más menos todo todos toda todas ningún ninguna no lunes
        martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre
        octubre noviembre diciembre ayer hoy mañana nadie nada sí así también tras entre hay es se lo le nos ante
        preguntado preguntada
        """
    ),
    endings=("ó", "a", "e", "aba", "ía", "aban", "aron", "ieron", "ado", "ido"),
    agents=(
        "or",
        "ora",
        "ista",
        "ero",
        "era",
        "ente",
        "ario",
        "aria",
        "ólogo",
        "óloga",
        "nomo",
        "noma",
        "ático",
        "ática",
    ),
    conjunctions=word_set("y e pero o aunque"),
    converbs=frozenset(stem + "ando" for stem in _AR.split()) | word_set("diciendo añadiendo advirtiendo insistiendo"),
    like=word_set("según como"),
    expressions=by_head(
        {
            ("hizo", "hincapié"): "say",
            ("hecho", "hincapié"): "say",
            ("dejado", "claro"): "say",
            ("dado", "a", "conocer"): "say",
            ("puesto", "de", "manifiesto"): "say",
            ("puesto", "de", "relieve"): "say",
            ("hace", "hincapié"): "say",
            ("dejó", "claro"): "say",
            ("deja", "claro"): "say",
            ("dio", "a", "conocer"): "say",
            ("puso", "de", "manifiesto"): "say",
            ("puso", "de", "relieve"): "say",
            ("dio", "por", "hecho"): "say",
            ("se", "mostró"): "say",
            ("arremetió", "contra"): "name",
        }
    ),
    related=table("union: sindicato sindical sindicatos"),
    viewpoint=word_set("para"),
    institutional=word_set("desde en"),
    infinitives=("ar", "er", "ir", "arse", "erse", "irse"),
    this=phrases("""
        así lo
        así
        """),
    particles=word_set("de del la las los y van von"),
    abbreviations=word_set("sr sra srta dr dra ud uds etc pág núm av prof"),
)
