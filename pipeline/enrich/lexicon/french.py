"""French words of reporting, roles and names."""

from __future__ import annotations

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.forenames import FRENCH_NAMES
from pipeline.enrich.lexicon.occupations import FRENCH_ANYONE, FRENCH_ROLES
from pipeline.enrich.lexicon.tongue import NONE, Tongue, by_head, phrases, role_table, table

_ER = """
déclar affirm expliqu précis ajout indiqu annonc estim assur soulign not rappel racont confi regrett confirm jug
martel insist résum avou lanc plaid relat témoign rétorqu répliqu suggér observ commenc poursuiv constat remarqu
demand conseill signal dénonc révél admir argu détaill menac exprim réaffirm réitér ironis justifi gliss pest rassur
tempér nuanc déplor tonn fulmin souffl lâch corrig recommand préconis propos souhait évalu tranch interpell étonn
indign désol félicit alarm exclam emport amus agac inquiét moqu préoccup ricann plaisant revendiqu accus récus
ressass énumèr
"""
_OTHER = table("""
say: dit disait dira dirent répond répondait répondit prévient prévenait reconnaît reconnait reconnaissait reconnut
say: avertit avertissait conclut soutient soutenait soutint promet promettait promit prédit écrit écrivait écrivit
say: admet admettait admit convient convenait maintient maintenait considère considérait pense pensait rappelle
say: rapelle prévoit espère rappelait poursuit poursuivait suggère révèle espérait croit s'indigne sourit souriait
say: réjouit réjouissait redoute craint craignait prévoyait tempête enchaîne objecte jure jurait promettent inquiète
say: tempère énumère reprend reprenait jugeait exige exigeait nie niait dément démentait
name: qualifie qualifiait évoque évoquait fustige fustigeait salue saluait appelle appelait
""")
_PARTICIPLES = table("""
say: dit répondu prévenu reconnu averti conclu soutenu promis prédit écrit admis convenu maintenu considéré poursuivi
say: rappelé suggéré révélé appris fait-savoir réjoui réjouie réjouis craint promu souri repris nié démenti exigé
say: tempêté objecté juré espéré
name: qualifié évoqué fustigé salué parlé appelé
""")
_FAIRE = ("fait", "faisait", "font", "fit")
_METTRE = ("met", "mis", "mise", "mettait", "mettent")
_EXPRESSIONS: dict[tuple[str, ...], str] = {
    **{(verb, end): "say" for verb in _FAIRE for end in ("savoir", "valoir", "remarquer", "observer")},
    **{(verb, "part"): "name" for verb in _FAIRE},
    **{(verb, "en", end): "say" for verb in _METTRE for end in ("garde", "avant")},
}
FRENCH = Tongue(
    code="fr",
    verbs={
        **{stem + end: "say" for stem in _ER.split() for end in ("e", "ait", "a", "ent", "aient", "èrent", "era")},
        "commença": "say",
        "annonça": "say",
        **_OTHER,
    },
    participles={**{stem + end: "say" for stem in _ER.split() for end in ("é", "ée", "és", "ées")}, **_PARTICIPLES},
    auxiliaries=word_set("a ont avait avaient aurait auraient aura ayant est sont était étaient"),
    particles_apart={},
    negations=word_set("ne n' pas jamais"),
    according=phrases("""
        selon
        d' après
        de l' avis de
        de l' avis du
        aux yeux de
        à en croire
        aux dires de
        aux dires du
        au dire de
        de l' aveu de
        de l' aveu du
        """),
    own=by_head({("à", "son", "avis"): "", ("à", "ses", "yeux"): ""}),
    postposed=NONE,
    pronouns={
        "il": "m",
        "elle": "f",
        "lui": "m",
        "ils": "p",
        "elles": "p",
        "eux": "p",
        "celui-ci": "m",
        "celle-ci": "f",
    },
    that=word_set("que qu' si comment pourquoi"),
    definite=word_set("le la les l' ce cet cette ces son sa ses leur leurs notre nos"),
    indefinite=word_set("un une des deux trois plusieurs certains certaines quelques d'autres"),
    prepositions=word_set(
        """
        de du des d' à au aux en dans sur sous pour par avec sans chez vers entre contre depuis lors après avant
        pendant devant derrière selon malgré parmi dès jusqu' outre
        """
    ),
    adverbs=word_set(
        """
        notamment récemment plus tard aussitôt ainsi déjà tout même désormais jamais maintenant vivement ouvertement
        volontiers avant-hier lundi mardi mercredi jeudi vendredi samedi dimanche hier aujourd'hui aujourd' hui aussi
        encore également toutefois pourtant ensuite alors enfin par ailleurs néanmoins matin soir ce cependant d'
        abord à nouveau bien lui-même elle-même souvent simplement clairement longuement
        """
    ),
    relative=word_set("qui dont où"),
    roles=role_table(FRENCH_ROLES),
    anyone=word_set(FRENCH_ANYONE),
    feminine=word_set(
        """
        mère fille sœur épouse veuve nièce tante cousine amie grand-mère compagne présidente vice-présidente
        chancelière ambassadrice chargée envoyée consule négociatrice représentante déléguée députée sénatrice élue
        rapporteuse rapporteure conseillère eurodéputée politicienne candidate opposante adjointe directrice cheffe
        patronne dirigeante gérante gouverneure fondatrice cofondatrice entrepreneuse industrielle coordinatrice
        officielle préfète inspectrice policière enquêtrice professeure chercheuse historienne physicienne experte
        consultante observatrice infirmière chirurgienne avocate procureure magistrate générale commandante vigneronne
        agricultrice éleveuse paysanne maraîchère boulangère pâtissière enseignante institutrice ingénieure
        technicienne conductrice militante habitante voisine riveraine restauratrice commerçante artisane cuisinière
        accusée prévenue suspecte condamnée entraîneuse sélectionneuse joueuse gardienne attaquante buteuse championne
        coureuse nageuse skieuse sportive écrivaine autrice auteure romancière poétesse réalisatrice metteuse actrice
        chanteuse comédienne musicienne danseuse sculptrice plasticienne chroniqueuse femme intéressée dame dernière
        ancienne française allemande espagnole italienne américaine anglaise suédoise norvégienne polonaise portugaise
        brésilienne argentine sénégalaise marocaine algérienne tunisienne turque grecque chinoise japonaise canadienne
        ukrainienne bretonne parisienne
        """
    ),
    titles={
        "m": "m",
        "mm": "",
        "mme": "f",
        "mlle": "f",
        "dr": "",
        "pr": "",
        "me": "",
        "mgr": "m",
        "monsieur": "m",
        "madame": "f",
    },
    groups=word_set(
        """
        université rectorat mission délégation équipe cabinet comité chambre coalition jury mutuelle office bureau
        données chiffres régie tribunal juges jueces cour corte autorités experts chercheurs analystes sources source
        syndicats syndicat gouvernement ministère mairie préfecture police parquet entreprise groupe société compagnie
        association organisation ong commission conseil parlement armée étude rapport communiqué document enquête
        sondage opposants riverains habitants témoins diplomates fonctionnaires responsables pompiers organisateurs
        banque agence journal quotidien parti institut opposition présidence direction kremlin fédération club
        collectif mouvement elysée élysée matignon secteur fondation intersyndicale proches famille entourage défense
        accusation majorité groupes équipementier constructeur participants supporters avocats élus députés médecins
        scientifiques parents enseignants
        """
    ),
    organisations=word_set(
        """
        conseil ministère parti union association fédération banque société groupe agence institut université
        commission parlement assemblée sénat comité otan onu fondation musée compagnie ligue club cour tribunal école
        centre alliance organisation office académie chambre syndicat observatoire
        """
    ),
    places=word_set(
        """
        france suisse belgique allemagne italie espagne russie ukraine norvège suède finlande danemark pologne europe
        afrique asie amérique paris genève berne lausanne lyon marseille bruxelles londres berlin moscou kiev rome
        madrid baltique canada québec japon chine inde iran turquie
        """
    ),
    given=FRENCH_NAMES,
    common=word_set(
        """
        ici là-bas pourquoi combien chaque certains certaines plusieurs quelques aussi ainsi bien beaucoup peu trop
        très même malgré parmi sous entre vers chez contre dès outre sauf mené menée menés face côté lui elle eux moi
        toi celui celle ceux celles cela ça ceci dont où quel quelle quels quelles lorsque puisque tandis quant voici
        voilà jamais toujours souvent parfois aujourd tant tel telle tels telles autre autres premier première
        premiers seul seule seuls six sept huit neuf dix onze douze vingt trente cent mille grâce le la les l' un une
        des du de d' au aux en dans sur pour par avec sans ce cet cette ces il ils elles on nous vous je et mais ou
        donc or ni car selon après avant depuis pendant lors si que qu' qui quand comme son sa ses leur leurs notre
        nos deux trois quatre cinq plus moins tout tous toute toutes aucun aucune pas c' s' j' n' m' t' à lundi mardi
        mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre
        novembre décembre hier aujourd'hui demain personne rien non oui alors enfin ensuite toutefois cependant
        pourtant interrogé interrogée interrogés dieu
        """
    ),
    particles=word_set("de du des la le von van d' ben el al"),
    abbreviations=word_set("m mm dr pr me mgr st ste av env cf etc art vol"),
    endings=("e", "ait", "a", "é", "ée", "it", "ient", "ent"),
    agents=("eur", "euse", "trice", "iste", "ogue", "logue", "ien", "ienne", "ier", "ière", "nome", "ingue", "aire"),
    conjunctions=word_set("et mais ou puis"),
    converbs=frozenset(stem + "ant" for stem in _ER.split()) | word_set("disant répondant reconnaissant rappelant"),
    like=word_set("comme ainsi"),
    expressions=by_head(_EXPRESSIONS),
    source=word_set("de"),
    related=table("union: syndicat syndicale syndical syndicats cgt"),
    viewpoint=word_set("pour"),
    institutional=word_set("à au auprès chez"),
    reflexive=word_set("est sont était étaient"),
    infinitives=("avoir", "être", "vouloir", "pouvoir", "devoir", "n'avoir", "ne"),
    this=phrases("""
        c' est ce qu'
        c' est ce que
        """),
    elides=True,
)
