"""What people are by office or trade, in four languages: families of words, and words for anyone."""

from __future__ import annotations

FRENCH_ROLES = """
minister: ministre ministres vice-ministre premier-ministre chancelier chancelière
secretary: secrétaire
president: président présidente vice-président vice-présidente
diplomat: ambassadeur ambassadrice diplomate diplomates chargé chargée émissaire envoyé envoyée consul consule
diplomat: négociateur négociatrice représentant représentante délégué déléguée
spokesperson: porte-parole
deputy: député députée sénateur sénatrice rapporteur rapporteuse rapporteure conseiller conseillère eurodéputé
deputy: eurodéputée
politician: élu élue parlementaire politicien politicienne candidat candidate opposant opposante adjoint adjointe
politician: édile
mayor: maire bourgmestre
head: directeur directrice chef cheffe patron patronne dirigeant dirigeante responsable gérant gérante pdg gouverneur
head: gouverneure fondateur fondatrice leader cofondateur cofondatrice entrepreneur entrepreneuse propriétaire
head: industriel industrielle coordinateur coordinatrice
official: fonctionnaire officiel officielle préfet préfète sous-préfet inspecteur inspectrice
police: commissaire policier policière gendarme enquêteur enquêtrice brigadier
academic: professeur professeure chercheur chercheuse historien historienne économiste scientifique universitaire
academic: politologue sociologue biologiste climatologue météorologue géologue océanologue politiste physicien
academic: physicienne philosophe géographe archéologue astronome virologue épidémiologiste juriste démographe
expert: expert experte expert-comptable analyste spécialiste consultant consultante prévisionniste stratégiste
expert: observateur observatrice
doctor: médecin infirmier infirmière docteur chirurgien chirurgienne psychiatre psychologue
lawyer: avocat avocate défenseur
prosecutor: procureur procureure accusateur
judge: juge
magistrate: magistrat magistrate
soldier: général générale colonel capitaine commandant commandante amiral lieutenant soldat militaire
clergy: curé évêque abbé prêtre pasteur pape cardinal imam rabbin
farmer: agriculteur agricultrice éleveur éleveuse paysan paysanne vigneron vigneronne maraîcher maraîchère exploitant
fisher: pêcheur pêcheuse marin
baker: boulanger boulangère pâtissier pâtissière
teacher: enseignant enseignante instituteur institutrice
engineer: ingénieur ingénieure technicien technicienne architecte œnologue
driver: pilote conducteur conductrice chauffeur
union: syndicaliste
activist: militant militante activiste écologiste
neighbour: habitant habitante voisin voisine riverain riveraine
witness: témoin
fireman: pompier
shop: restaurateur restauratrice libraire commerçant commerçante artisan artisane cuisinier cuisinière
suspect: accusé accusée prévenu prévenue suspect suspecte condamné condamnée
coach: entraîneur entraîneuse entraineur sélectionneur sélectionneuse coach technicien
player: joueur joueuse capitaine attaquant attaquante défenseur buteur buteuse champion championne coureur coureuse
player: cycliste nageur nageuse skieur skieuse sportif sportive tennisman athlète
writer: écrivain écrivaine auteur autrice auteure romancier romancière poète poétesse dramaturge essayiste
director: réalisateur réalisatrice cinéaste metteur metteuse
performer: acteur actrice chanteur chanteuse comédien comédienne musicien musicienne danseur danseuse
artist: artiste peintre sculpteur sculptrice plasticien plasticienne photographe
journalist: journaliste éditorialiste chroniqueur chroniqueuse
goalkeeper: gardien gardienne portier
critic: critique
kin: mère père fils fille frère sœur épouse époux mari veuve veuf nièce neveu oncle tante cousin cousine ami amie
kin: grand-mère grand-père compagne compagnon
"""
FRENCH_ANYONE = """
homme femme intéressé intéressée dame sexagénaire quinquagénaire quadragénaire trentenaire septuagénaire octogénaire
dernier dernière français française allemand allemande espagnol espagnole italien italienne croate russe américain
américaine britannique anglais anglaise belge suisse suédois suédoise norvégien norvégienne polonais polonaise
portugais portugaise brésilien brésilienne argentin argentine sénégalais sénégalaise marocain marocaine algérien
algérienne tunisien tunisienne camerounais ivoirien turc turque grec grecque chinois chinoise japonais japonaise
canadien canadienne ukrainien ukrainienne serbe breton bretonne parisien parisienne
"""

GERMAN_ROLES = """
minister: minister ministerin staatssekretär staatssekretärin kanzler kanzlerin premier premierministerin
secretary: sekretär sekretärin generalsekretär generalsekretärin
president: präsidenten präsident präsidentin vorsitzender vorsitzende vorsitzenden
diplomat: botschafter botschafterin diplomat diplomatin gesandter gesandte unterhändler unterhändlerin beauftragter
diplomat: gesandten beauftragten beauftragte geschäftsträger geschäftsträgerin vertreter vertreterin
spokesperson: sprecher sprecherin
deputy: abgeordneter abgeordnete abgeordneten rat rätin stadträtin berichterstatter berichterstatterin senator
deputy: senatorin
politician: politiker politikerin kandidat kandidatin oppositionsführer oppositionsführerin fraktionschef
politician: fraktionschefin
mayor: rathauschef rathauschefin bürgermeister bürgermeisterin landrat landrätin
head: chef chefin leiter leiterin direktor direktorin geschäftsführer geschäftsführerin vorstand manager managerin
head: gründer gründerin inhaber inhaberin koordinator koordinatorin unternehmer unternehmerin intendant intendantin
official: beamter beamtin
police: kommissar kommissarin ermittler ermittlerin polizist polizistin
academic: professor professorin forscher forscherin historiker historikerin ökonom ökonomin wissenschaftler
academic: wissenschaftlerin loge login meteorologe meteorologin physiker physikerin jurist juristin philosoph
academic: philosophin archäologe archäologin astronom astronomin volkswirt volkswirtin
expert: experte expertin analyst analystin kenner kennerin spezialist spezialistin gutachter gutachterin berater
expert: beraterin beobachter beobachterin
doctor: arzt ärztin mediziner medizinerin chirurg chirurgin psychiater psychiaterin
lawyer: anwalt anwältin verteidiger verteidigerin
prosecutor: staatsanwalt staatsanwältin
judge: richter richterin
soldier: general generalin oberst kapitän kapitänin admiral offizier soldat soldatin
clergy: pfarrer pfarrerin bischof bischöfin pastor pastorin papst kardinal
farmer: winzer winzerin landwirt landwirtin bauer bäuerin imker imkerin züchter züchterin
fisher: fischer fischerin
baker: bäcker bäckerin
teacher: lehrer lehrerin
engineer: ingenieur ingenieurin architekt architektin techniker technikerin
driver: pilot pilotin fahrer fahrerin
neighbour: anwohner anwohnerin nachbar nachbarin bewohner bewohnerin
witness: zeuge zeugin
activist: aktivist aktivistin
union: gewerkschafter gewerkschafterin betriebsrat betriebsrätin
shop: händler händlerin wirt wirtin kustos kuratorin kurator förster försterin
suspect: angeklagter angeklagte angeklagten
coach: trainer trainerin coach
player: spieler spielerin stürmer stürmerin kapitän läufer läuferin profi sportler sportlerin meister meisterin
player: weltmeister olympiasieger olympiasiegerin nationalspieler
writer: autor autorin schriftsteller schriftstellerin dichter dichterin
director: regisseur regisseurin filmemacher filmemacherin
performer: sänger sängerin schauspieler schauspielerin musiker musikerin darsteller darstellerin tänzer tänzerin
artist: künstler künstlerin maler malerin fotograf fotografin
journalist: journalist journalistin moderator moderatorin kolumnist kolumnistin
goalkeeper: torwart torhüter torhüterin
critic: kritiker kritikerin rezensent rezensentin
kin: mutter vater sohn tochter bruder schwester witwe witwer ehefrau ehemann nichte neffe onkel tante freund freundin
kin: großmutter großvater enkel enkelin
"""
GERMAN_ANYONE = """
jährige jähriger jährigen mann frau deutsche deutscher österreicher österreicherin schweizer schweizerin franzose
französin spanier spanierin italiener italienerin russe russin amerikaner amerikanerin brite britin niederländer
niederländerin norweger norwegerin schwede schwedin däne dänin pole polin türke türkin grieche griechin brasilianer
hamburger berlinerin münchner drittplatzierte zehntplatzierte zweitplatzierte betroffene
"""

SPANISH_ROLES = """
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
SPANISH_ANYONE = """
hombre mujer joven anciano anciana español española colombiano colombiana argentino argentina mexicano mexicana
chileno chilena peruano peruana uruguayo uruguaya venezolano venezolana brasileño brasileña francés francesa alemán
alemana italiano italiana portugués portuguesa croata ruso rusa inglés inglesa británico británica estadounidense
catalán catalana vasco vasca andaluz andaluza gallego gallega madrileño madrileña asturiano asturiana serbio serbia
noruego noruega sueco sueca belga ecuatoriano ecuatoriana boliviano boliviana afectado afectada interesado
interesada socialista
"""

RUSSIAN_ROLES = """
minister: министр замминистра замглавы вице-премьер премьер премьер-министр канцлер госсекретарь
secretary: секретарь секретарша генсек
president: президент председатель вице-президент спикер вице-спикер глава зампред зампредседателя сопредседатель
diplomat: посол дипломат представитель поверенный постпред посланник консул переговорщик эмиссар делегат полпред
spokesperson: пресс-секретарь представитель представительница спикер
deputy: депутат сенатор докладчик докладчица советник
politician: парламентарий политик законодатель кандидат оппозиционер оппозиционерка единоросс коммунист
mayor: мэр градоначальник бургомистр градоначальница вице-мэр
head: директор начальник начальница руководитель руководительница губернатор гендиректор основатель основательница
head: управляющий заведующий заведующая лидер топ-менеджер предприниматель бизнесмен владелец владелица менеджер врио
head: замдиректора координатор директриса
official: чиновник чиновница инспектор
police: следователь полицейский оперативник
academic: профессор учёный ученый экономист историк океанолог политолог социолог биолог геолог метеоролог климатолог
academic: исследователь академик исследовательница физик философ археолог астроном вирусолог эпидемиолог юрист эколог
expert: эксперт аналитик синоптик специалист обозреватель консультант собеседник собеседница
doctor: врач медик хирург психолог
lawyer: адвокат защитник защитница
prosecutor: прокурор гособвинитель
judge: судья
soldier: генерал полковник капитан командующий адмирал командир военный военнослужащий
clergy: священник епископ митрополит патриарх
farmer: фермер виноградарь агроном пчеловод
fisher: рыбак
baker: пекарь
teacher: учитель учительница педагог
engineer: инженер архитектор
driver: пилот водитель
neighbour: житель жительница сосед соседка
witness: очевидец свидетель
activist: активист активистка волонтёр волонтер правозащитник правозащитница
pensioner: пенсионер пенсионерка
keeper: лесник смотритель хранитель хранительница
suspect: подсудимый подсудимая обвиняемый обвиняемая подозреваемый
coach: тренер наставник
player: игрок нападающий форвард защитник полузащитник футболист хоккеист капитан спортсмен спортсменка чемпион
player: чемпионка теннисист теннисистка фигурист фигуристка
writer: писатель писательница поэт драматург автор
director: режиссёр режиссер постановщик
performer: актёр актер актриса певец певица артист артистка музыкант
artist: художник художница скульптор
journalist: журналист журналистка ведущий ведущая
goalkeeper: вратарь голкипер
critic: критик рецензент
kin: отец сын брат сестра вдова вдовец жена муж племянник племянница дядя тётя бабушка дедушка подруга друг
"""
RUSSIAN_ANYONE = """
мужчина женщина швед шведка норвежец норвежка финн немец немка француз француженка испанец испанка итальянец
итальянка американец американка британец британка бразилец аргентинец серб хорват поляк полька украинец украинка
белорус казахстанец японец китаец турок грек россиянин россиянка петербуржец москвич
"""
