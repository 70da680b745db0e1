"""French words of reporting, roles and names."""

from __future__ import annotations

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.given import GIVEN_FEMALE, GIVEN_MALE
from pipeline.enrich.lexicon.tongue import NONE, Tongue, phrases, table

_ER = """
déclar affirm expliqu précis ajout indiqu annonc estim assur soulign not rappel racont confi regrett confirm jug
martel insist résum avou lanc plaid relat témoign rétorqu répliqu suggér observ commenc poursuiv constat remarqu
demand conseill signal dénonc révél admir argu détaill
"""
_OTHER = table("""
say: dit disait dira dirent répond répondait répondit prévient prévenait reconnaît reconnait reconnaissait reconnut
say: avertit avertissait conclut soutient soutenait soutint promet promettait promit prédit écrit écrivait écrivit
say: admet admettait admit convient convenait maintient maintenait considère considérait pense pensait rappelle
say: rapelle prévoit espère rappelait poursuit poursuivait suggère révèle espérait croit
name: qualifie qualifiait évoque évoquait fustige fustigeait salue saluait appelle appelait
""")
_PARTICIPLES = table("""
say: dit répondu prévenu reconnu averti conclu soutenu promis prédit écrit admis convenu maintenu considéré poursuivi
say: rappelé suggéré révélé appris fait-savoir
name: qualifié évoqué fustigé salué parlé appelé
""")
_ROLES = """
minister: ministre ministres vice-ministre secrétaire
president: président présidente vice-président vice-présidente
diplomat: ambassadeur ambassadrice diplomate diplomates chargé chargée émissaire envoyé envoyée consul
diplomat: consule négociateur
diplomat: négociatrice représentant représentante délégué déléguée
spokesperson: porte-parole
deputy: député députée sénateur sénatrice élu élue parlementaire rapporteur rapporteuse rapporteure
deputy: conseiller conseillère
mayor: maire édile
head: directeur directrice chef cheffe patron patronne dirigeant dirigeante responsable gérant gérante pdg gouverneur
head: gouverneure fondateur fondatrice
official: fonctionnaire officiel officielle préfet préfète commissaire inspecteur inspectrice
academic: professeur professeure chercheur chercheuse expert experte historien historienne économiste scientifique
academic: analyste spécialiste politologue sociologue biologiste climatologue météorologue géologue océanologue
academic: politiste universitaire
law: avocat avocate procureur procureure juge magistrat magistrate
soldier: général générale colonel capitaine commandant commandante amiral lieutenant
worker: vigneron vigneronne œnologue agriculteur agricultrice médecin infirmier infirmière pêcheur artisan boulanger
worker: boulangère enseignant enseignante ingénieur ingénieure pilote syndicaliste militant militante habitant habitante
worker: témoin voisin voisine conducteur conductrice pompier restaurateur éleveur éleveuse libraire
sport: entraîneur entraîneuse joueur joueuse capitaine sélectionneur gardien attaquant
arts: écrivain écrivaine auteur autrice romancier romancière réalisateur réalisatrice acteur actrice chanteur chanteuse
"""
FRENCH = Tongue(
    code="fr",
    verbs={
        **{stem + end: "say" for stem in _ER.split() for end in ("e", "ait", "a", "ent", "aient", "èrent", "era")},
        "commença": "say",
        "annonça": "say",
        **_OTHER,
    },
    participles={**{stem + "é": "say" for stem in _ER.split()}, **_PARTICIPLES},
    auxiliaries=word_set("a ont avait avaient aurait auraient aura ayant est"),
    particles_apart={},
    negations=word_set("ne n' pas jamais"),
    according=phrases("""
        selon
        d' après
        de l' avis de
        de l' avis du
        aux yeux de
        pour sa part selon
        """),
    own={("à", "son", "avis"): "", ("à", "ses", "yeux"): ""},
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
        "de du des d' à au aux en dans sur sous pour par avec sans chez vers entre contre depuis lors après avant "
        "pendant devant derrière selon malgré parmi dès jusqu' outre"
    ),
    adverbs=word_set(
        "lundi mardi mercredi jeudi vendredi samedi dimanche hier aujourd'hui aujourd' hui aussi "
        "encore également toutefois "
        "pourtant ensuite alors enfin déjà par ailleurs néanmoins matin soir ce cependant d' abord à nouveau bien "
        "lui même lui-même elle-même souvent simplement clairement longuement"
    ),
    relative=word_set("qui dont où"),
    roles=table(_ROLES),
    feminine=word_set(
        "présidente vice-présidente ambassadrice chargée envoyée consule négociatrice représentante déléguée députée "
        "sénatrice élue rapporteuse rapporteure conseillère directrice cheffe patronne dirigeante gérante gouverneure "
        "fondatrice officielle préfète inspectrice professeure chercheuse experte historienne avocate procureure "
        "magistrate générale commandante vigneronne agricultrice infirmière boulangère enseignante "
        "ingénieure militante "
        "habitante voisine conductrice éleveuse entraîneuse joueuse écrivaine autrice romancière réalisatrice actrice "
        "chanteuse la"
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
        "autorités experts chercheurs analystes sources source syndicats syndicat gouvernement "
        "ministère mairie préfecture "
        "police parquet entreprise groupe société compagnie association organisation ong commission conseil parlement "
        "armée étude rapport communiqué document enquête sondage opposants riverains habitants témoins diplomates "
        "fonctionnaires responsables pompiers organisateurs banque agence journal quotidien parti institut opposition "
        "présidence direction kremlin avocats élus députés médecins scientifiques parents enseignants"
    ),
    organisations=word_set(
        "conseil ministère parti union association fédération banque société groupe agence institut "
        "université commission "
        "parlement assemblée sénat comité otan onu fondation musée compagnie ligue club cour "
        "tribunal école centre alliance "
        "organisation office académie chambre syndicat observatoire"
    ),
    places=word_set(
        "france suisse belgique allemagne italie espagne russie ukraine norvège suède finlande danemark pologne europe "
        "afrique asie amérique paris genève berne lausanne lyon marseille bruxelles londres berlin "
        "moscou kiev rome madrid "
        "baltique canada québec japon chine inde iran turquie"
    ),
    given={
        **dict.fromkeys(GIVEN_MALE, "m"),
        **dict.fromkeys(GIVEN_FEMALE, "f"),
        **table("""
            m: jean jean-pierre jean-luc jean-marc jean-claude gleb arkadi pauli barthélemy thibault antoine
            m: étienne benoît
            m: julien mathieu luc marc xavier rémi fabien loïc yann gilles hervé emmanuel guillaume hugo alain bastien
            f: sigrun jorunn clémence marthe séverine apolline camille hélène élodie aurélie sandrine valérie
            f: margaux léa
            f: chloé manon inès anaïs delphine odile solène maëlle lucie agathe
            """),
    },
    common=word_set(
        "le la les l' un une des du de d' au aux en dans sur pour par avec sans ce cet cette ces il "
        "elle ils elles on nous "
        "vous je et mais ou donc or ni car selon après avant depuis pendant lors si que qu' qui "
        "quand comme son sa ses leur "
        "leurs notre nos deux trois quatre cinq dix plus moins tout tous toute toutes aucun aucune "
        "pas c' s' j' n' m' t' "
        "à lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août "
        "septembre octobre novembre décembre hier aujourd'hui demain personne rien non oui ainsi alors enfin ensuite "
        "toutefois cependant pourtant interrogé interrogée interrogés dieu"
    ),
    particles=word_set("de du des la le von van d' ben el al"),
    abbreviations=word_set("m mm dr pr me mgr st ste av env cf etc art vol"),
    elides=True,
)
