"""Spanish words of reporting, roles and names."""

from __future__ import annotations

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.forenames import SPANISH_NAMES
from pipeline.enrich.lexicon.tongue import NONE, Tongue, by_head, phrases, role_table, table

_AR = """
declar asegur afirm señal explic apunt indic anunci coment subray destac recalc agreg not precis manifest consider
inform confirm lament record advert insist reiter avanz relat revel critic denunci celebr expres opin puntualiz
aclar contest pregunt augur confes alert remarc zanj detall argument razon estim brome sentenci remat asever ironiz
apostill espet murmur grit exclam apel vatic pronostic anticip quej jact ufan felicit congratul aleg abog plante
garantiz especific reproch proclam alab apremi remach tild enfatiz objet rechaz exig resalt
"""
_OTHER = table("""
say: dijo dice dijeron dicen decía dirá añadió añade añadieron sostuvo sostiene sostenía admitió admite admitieron
say: reconoció reconoce respondió responde respondieron prometió promete advirtió advierte advirtieron insistió
say: insiste concluyó concluye mantuvo mantiene escribió escribe predijo replicó replica expuso expone recuerda
say: recordó cuenta contó cree creyó piensa pensó matizó matiza sugirió sugiere desmintió desmiente argumentó defendió
say: defiende negó niega negaron previó prevé repuso apostilló apostilla resumió resume exigió exige pidió pide
say: pidieron aludió alude coincidió coincide rebatió rebate adujo aduce prosiguió refirió refiere presumió sugirieron
say: indicaron sonrió sonríe arguyó arguye corrigió corrige temió teme dijera diría
name: acusó acusa acusaron calificó califica calificaba tildó tilda tachó tacha llamó llama describió describe habló
name: habla
""")
_ROLES = """
minister: ministro ministra viceministro viceministra canciller exministro exministra
secretary: secretario secretaria
president: presidente presidenta vicepresidente vicepresidenta expresidente mandatario mandataria
diplomat: embajador embajadora diplomático diplomática enviado enviada negociador negociadora cónsul representante
diplomat: delegado delegada encargado encargada
spokesperson: portavoz vocero vocera
deputy: diputado diputada senador senadora concejal concejala consejero consejera ponente legislador legisladora
politician: parlamentario parlamentaria político edil candidato candidata opositor opositora dirigente líder lideresa
politician: socialista conservador conservadora
mayor: alcalde alcaldesa intendente regidor regidora
head: director directora jefe jefa gerente responsable gobernador gobernadora fundador fundadora dueño dueña
head: propietario propietaria directivo directiva ejecutiva empresario empresaria patrón patrona coordinador
head: coordinadora
official: funcionario funcionaria inspector inspectora subdelegado subdelegada
police: comisario comisaria agente policía guardia sargento
academic: profesor profesora investigador investigadora historiador historiadora economista científico científica
academic: biólogo bióloga catedrático catedrática meteorólogo meteoróloga geólogo geóloga sociólogo socióloga
academic: politólogo politóloga físico filósofo filósofa arqueólogo arqueóloga académico académica
expert: experto experta analista especialista consultor consultora perito perita observador observadora técnico
expert:
doctor: médico médica enfermero enfermera doctor doctora cirujano cirujana psicólogo psicóloga epidemiólogo
doctor: epidemióloga
lawyer: abogado abogada letrado letrada defensor defensora
prosecutor: fiscal
judge: juez jueza instructor instructora
magistrate: magistrado magistrada
soldier: general coronel capitán capitana comandante almirante militar soldado teniente
clergy: párroco sacerdote obispo cura arzobispo papa cardenal monja pastor religioso religiosa
farmer: agricultor agricultora ganadero ganadera bodeguero bodeguera viticultor viticultora campesino campesina
farmer: apicultor apicultora
fisher: pescador pescadora marinero
baker: panadero panadera
teacher: maestro maestra docente
engineer: ingeniero ingeniera arquitecto arquitecta
driver: piloto conductor conductora chófer
neighbour: vecino vecina residente habitante
witness: testigo
union: sindicalista
activist: activista ecologista
fireman: bombero bombera
shop: librero librera comerciante hostelero hostelera cocinero cocinera
suspect: acusado acusada detenido detenida sospechoso sospechosa imputado imputada
coach: entrenador entrenadora técnico seleccionador seleccionadora preparador míster estratega
player: jugador jugadora delantero delantera goleador goleadora capitán capitana defensa centrocampista futbolista
player: tenista ciclista atleta campeón campeona ariete
writer: escritor escritora autor autora novelista poeta dramaturgo dramaturga
director: cineasta realizador realizadora
performer: actor actriz cantante intérprete bailarín bailarina músico
artist: artista pintor pintora escultor escultora fotógrafo fotógrafa
journalist: periodista columnista presentador presentadora
goalkeeper: portero portera guardameta arquero
head: consejero consejera delegado delegada
critic: crítico crítica
kin: madre padre hijo hija hermano hermana esposa esposo marido viuda viudo tío tía sobrino sobrina abuelo abuela
kin: amigo amiga pareja compañero compañera primo prima
"""
_ANYONE = """
hombre mujer joven anciano anciana español española colombiano colombiana argentino argentina mexicano mexicana
chileno chilena peruano peruana uruguayo uruguaya venezolano venezolana brasileño brasileña francés francesa alemán
alemana italiano italiana portugués portuguesa croata ruso rusa inglés inglesa británico británica estadounidense
catalán catalana vasco vasca andaluz andaluza gallego gallega madrileño madrileña asturiano asturiana serbio serbia
noruego noruega sueco sueca belga ecuatoriano ecuatoriana boliviano boliviana afectado afectada interesado
interesada socialista
"""
_ROLE_FORMS = role_table(_ROLES)
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
    anyone=word_set(_ANYONE),
    feminine=frozenset(
        {form for form in (*_ROLE_FORMS, *_ANYONE.split()) if form.endswith("a")}
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
        tribunal juges jueces cour corte autoridades expertos investigadores analistas fuentes fuente sindicatos
        sindicato gobierno ministerio ayuntamiento policía fiscalía defensa acusación federación fundación club
        guardia entorno familia plantilla ejecutivo junta cabildo consistorio patronal empresa auto sentencia grupo
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
    conjunctions=word_set("y e pero o"),
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
