"""Words that stand with people: roles, titles, kin, given names; and words of organisations and places."""

from __future__ import annotations

from pipeline.enrich.lexicon import words as word_set

ROLES = word_set("""
    president minister secretary chancellor premier senator representative congressman congresswoman governor mayor
    councillor councilor councilman councilwoman lawmaker legislator deputy ambassador envoy diplomat negotiator
    commissioner chairman chairwoman chairperson chair leader head chief director manager executive ceo cfo coo cto
    officer official spokesman spokeswoman spokesperson spokespeople adviser advisor aide strategist
    pollster analyst economist expert
    professor lecturer scientist researcher physicist chemist biologist historian entomologist
    archaeologist ornithologist
    astronomer engineer doctor surgeon nurse physician psychologist author writer novelist poet journalist reporter
    correspondent editor columnist host anchor presenter producer filmmaker actor actress singer musician composer
    artist painter architect designer photographer conductor dancer judge justice prosecutor attorney lawyer barrister
    solicitor counsel sheriff detective inspector constable sergeant lieutenant captain major colonel general admiral
    commander marshal brigadier corporal private superintendent principal headmaster headteacher teacher student
    graduate coach trainer striker midfielder defender goalkeeper forward quarterback player footballer skipper
    substitute winger manager swimmer runner cyclist boxer champion rival referee king queen prince princess duke
    duchess lord lady baron pope cardinal archbishop bishop priest pastor rabbi imam reverend father sister chaplain
    activist campaigner organiser organizer protester founder co-founder owner entrepreneur businessman businesswoman
    billionaire investor trader broker banker strategist farmer fisherman baker driver pilot sailor worker
    bookkeeper accountant auditor clerk resident passenger witness victim survivor suspect defendant plaintiff
    neighbour neighbor friend colleague partner fellow member candidate nominee delegate speaker whip treasurer
    patrolman firefighter paramedic soldier veteran volunteer curator librarian vicar tourist shopper voter
    chef cook seller vendor shopkeeper lamplighter joiner magistrate teenager interlocutor source man woman boy girl
    pensioner retiree mother father premier dean rector provost trustee sheikh emir sultan emperor czar tsar
    coordinator consultant specialist technician planner developer programmer scholar linguist sociologist geologist
    meteorologist forecaster critic counterpart
    mp mla msp td mep congressperson
    climatologist hydrologist virologist epidemiologist insider regulator watchdog
    """)
# One role word that may stand for another in a later mention: "the senior diplomat" is the deputy foreign minister.
SAME_ROLE = {
    "diplomat": "minister ambassador envoy negotiator consul secretary diplomat",
    "official": "minister secretary director chief head governor commissioner officer mayor ambassador superintendent",
    "politician": "minister senator lawmaker mayor governor president leader congressman councillor deputy candidate",
    "lawmaker": "senator congressman congresswoman representative deputy legislator councillor mp",
    "executive": "ceo cfo chairman president director chief manager",
    "leader": "president minister chairman head chief king premier chair",
    "head": "president chairman director governor chief leader minister mayor chair",
    "chief": "director head commissioner president chairman ceo sheriff executive",
    "boss": "ceo president chairman director chief manager head coach",
    "lawyer": "attorney barrister solicitor counsel prosecutor",
    "attorney": "lawyer barrister prosecutor counsel",
    "academic": "professor researcher lecturer scientist historian",
    "scientist": "professor researcher physicist biologist entomologist author",
    "professor": "professor author scientist entomologist researcher",
    "researcher": "professor scientist author fellow",
    "author": "professor scientist writer novelist researcher",
    "spokesperson": "spokesman spokeswoman secretary",
    "spokesman": "spokesperson secretary",
    "spokeswoman": "spokesperson secretary",
    "gaffer": "manager coach",
    "coach": "manager trainer",
    "manager": "coach boss director",
    "player": "striker midfielder defender goalkeeper forward captain substitute quarterback",
    "striker": "substitute forward player",
    "teenager": "striker player student substitute",
    "premier": "minister president",
    "minister": "premier minister",
    "president": "president leader",
    "regulator": "commissioner director",
    "clergyman": "bishop archbishop priest pastor pope cardinal",
    "pontiff": "pope",
    "officer": "sheriff detective inspector constable sergeant captain chief",
    "banker": "governor ceo",
    "analyst": "strategist economist manager",
    "economist": "analyst strategist",
    "director": "director filmmaker head chief",
    "filmmaker": "director",
    "musician": "singer composer",
}
# What an abbreviated title says in full, for "the senator" later on.
TITLE_WORDS = {
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "gen": "general",
    "col": "colonel",
    "capt": "captain",
    "lt": "lieutenant",
    "sgt": "sergeant",
    "adm": "admiral",
    "dr": "doctor",
    "prof": "professor",
    "rev": "reverend",
}
TITLES = word_set("""
    mr mrs ms miss dr sir dame prof professor rev reverend sen rep gov gen col capt lt sgt maj adm cmdr hon mx lord
    lady messrs adv advocate atty insp supt cllr cpl pte brig cdr mme mlle herr frau señor señora sr sra president
    judge justice captain sheikh king queen pope
    """)
COURTESY = word_set("mr mrs ms miss mx dr")
FEMALE_WORDS = word_set(
    "mrs ms miss dame lady queen princess duchess spokeswoman chairwoman congresswoman councilwoman "
    "businesswoman actress "
    "mother wife daughter sister woman girl grandmother granddaughter aunt niece widow headmistress mme "
    "frau señora sra"
)
MALE_WORDS = word_set(
    "mr sir king prince duke pope imam spokesman chairman congressman councilman businessman father husband "
    "son brother man boy "
    "grandfather grandson uncle nephew widower headmaster fisherman sheikh emir patrolman herr señor sr priest baron"
)
KIN = word_set(
    "wife husband son daughter mother father brother sister widow widower partner grandmother grandfather "
    "granddaughter "
    "grandson aunt uncle niece nephew cousin colleague friend fiancee fiance girlfriend boyfriend"
)
SURNAME_KIN = word_set("wife husband son daughter brother sister")
PARTICLES = word_set("de da do dos das del della di du la le van von der den ter ten bin ibn bint al el ul y e zu af")
ORGANISATION_WORDS = word_set("""
    ministry department agency authority council committee commission board office bureau administration government
    parliament congress senate assembly court tribunal bank fund trust foundation institute institution university
    college school academy association union federation confederation league club society party alliance coalition
    movement group company corporation corp inc ltd llc plc gmbh ag sa nv co holdings industries motors
    airlines airways
    airline railway railways service services police army navy force forces guard hospital clinic church network
    news times post herald tribune journal gazette media press broadcasting television radio channel organization
    organisation treasury kremlin pentagon house securities capital partners wealth airplanes technologies systems
    aircraft laboratory laboratories center centre campaign team exchange reserve embassy consulate
    secretariat nations factory plant mill works index average foods energy insurance financial motor brewery stores
    studios pictures entertainment records theatre theater museum gallery library festival stadium arena awards prize
    cup championship trophy act accord treaty agreement dynamics logistics pharmaceuticals pharma software labs brands
    mutual healthcare cafe café metals power mining steel oil gas petroleum resources solutions consulting associates
    analytics research corps economics conference juniors rovers athletic qaeda taliban hamas hezbollah jihad bora
    """)
# Common-noun stand-ins for an organisation, and the words in its name that they fit.
ORGANISATION_NOUNS = word_set("""
    company firm union ministry bank government agency authority council committee commission board party group club
    team police department university institute hospital court association federation foundation organisation
    organization regulator watchdog campaign manufacturer automaker carmaker airline operator retailer lender
    carrier maker newspaper network broadcaster office service army military parliament senate district charity
    developer supplier brewer insurer utility publisher contractor body alliance coalition
    """)
# Words of names that "the company" does not mean.
NO_COMPANIES = word_set("""
    ministry department agency authority council committee commission board office bureau administration government
    parliament congress senate assembly court tribunal bank university college school academy association union
    federation league party police army navy force forces hospital church news times post herald tribune journal
    gazette house lake river sea mount bay creek island park square street road airport station treasury kremlin
    pentagon nations cup series festival
    """)
# Nouns that stand only for an organisation whose name says of which kind it is.
SAME_BODY = {
    "group": "group coalition alliance movement network association organisation organization party front union",
    "union": "union federation brotherhood workers association guild",
    "coalition": "coalition alliance",
    "alliance": "alliance coalition nato",
    "party": "party labour labor conservatives democrats greens front movement",
    "ministry": "ministry department",
    "department": "department ministry",
    "council": "council",
    "commission": "commission",
    "committee": "committee",
    "court": "court tribunal",
    "tribunal": "tribunal court",
    "university": "university college institute",
    "hospital": "hospital clinic",
    "association": "association federation society",
    "federation": "federation association union",
    "government": "government administration cabinet ministry",
    "parliament": "parliament assembly congress senate",
    "board": "board",
    "agency": "agency service administration office bureau",
    "team": "team club united city",
    "club": "club united city",
    "bank": "bank bancorp banco",
    "police": "police constabulary",
    "army": "army forces",
}
PLURAL_PEOPLE = word_set("""
    officials experts sources aides people critics voters advisers leaders analysts lawmakers prosecutors supporters
    economists researchers protesters opponents attorneys lawyers residents witnesses scientists doctors investigators
    executives diplomats activists campaigners authors observers traders investors neighbours neighbors
    relatives friends
    police authorities rescuers firefighters police organisers organizers reports media manufacturers
    others unions teachers
    parents students workers rivals ministers senators governors mayors judges scholars historians villagers
    """)
DOCUMENTS = word_set(
    "statement report study draft letter invitation paper document memo poll survey lawsuit filing indictment email "
    "document data figure record statistic research analysis estimate brochure guidance transcript yearbook "
    "announcement website law bill decree resolution newspaper article complaint sign banner note"
)
NATIONS = word_set("""
    american british russian french german italian spanish chinese japanese indian ukrainian polish dutch
    belgian swiss
    austrian swedish norwegian danish finnish irish scottish welsh english canadian mexican brazilian
    argentine turkish
    israeli palestinian iranian iraqi syrian egyptian saudi korean vietnamese thai australian european african asian
    georgian greek portuguese czech slovak hungarian romanian bulgarian serbian croatian estonian latvian lithuanian
    belarusian kazakh pakistani afghan nigerian kenyan western eastern northern southern catholic muslim
    jewish christian
    republican democrat democratic conservative labour liberal green socialist communist arab latin soviet
    """)
PLACES = word_set("""
    russia ukraine china japan india france germany italy spain britain england scotland wales ireland america canada
    mexico brazil argentina chile peru turkey israel iran iraq syria egypt africa europe asia australia poland estonia
    latvia lithuania finland sweden norway denmark belgium netherlands austria switzerland hungary romania greece
    washington london paris berlin moscow beijing tokyo kiev kyiv brussels geneva vienna rome madrid seattle chicago
    york california texas florida boston houston dallas detroit atlanta ontario quebec alabama mobile texas ohio
    manhattan hollywood kong hong singapore taiwan korea vietnam thailand bangkok qatar dubai saudi arabia yemen gaza
    lebanon jordan libya sudan kenya nigeria ethiopia zealand cuba venezuela colombia pacific atlantic
    arctic antarctic
    baltic mediterranean balkans caucasus siberia crimea states kingdom republic island islands lake river sea ocean
    pennsylvania michigan wisconsin minnesota iowa illinois indiana kentucky tennessee missouri kansas nebraska dakota
    oklahoma arkansas louisiana mississippi maryland delaware massachusetts connecticut vermont maine hampshire jersey
    oregon nevada arizona utah idaho montana wyoming colorado alaska hawaii queensland tasmania manitoba saskatchewan
    alberta columbia victoria melbourne sydney canberra brisbane adelaide perth toronto montreal vancouver ottawa delhi
    mumbai islamabad karachi dhaka jakarta manila seoul pyongyang hanoi shanghai tehran baghdad damascus beirut ankara
    istanbul cairo tripoli tunis algiers rabat nairobi lagos abuja accra pretoria johannesburg warsaw prague budapest
    bucharest sofia belgrade zagreb athens lisbon stockholm oslo copenhagen helsinki tallinn riga vilnius minsk
    tbilisi yerevan baku tashkent astana afghanistan pakistan bangladesh indonesia malaysia philippines nepal myanmar
    cambodia laos mongolia kazakhstan uzbekistan georgia armenia azerbaijan belarus moldova serbia croatia slovenia
    slovakia bulgaria albania kosovo bosnia macedonia montenegro iceland luxembourg malta cyprus morocco algeria
    tunisia somalia eritrea uganda rwanda tanzania congo angola zambia zimbabwe mozambique botswana namibia lesotho
    ghana senegal mali niger chad cameroon bolivia ecuador paraguay uruguay panama guatemala honduras nicaragua haiti
    jamaica bahamas fiji samoa tonga kuwait bahrain oman palestine
    beach bay creek falls gulf harbour harbor heights plains peninsula strait
    mount mountain valley county street road avenue square park bridge city town airport station north south east west
    """)
COMMON = word_set("""
    the a an in on at for with from to by about after before during but and or if when while as it he she
    they we i you
    this that these those there here what who why how where which his her their its our my your not no yes so then now
    however meanwhile according asked speaking some many most several two three four five one another other others
    once since because although though despite under over all any each every both such only even just also still
    yesterday today tomorrow later earlier last next new q pm am
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december christmas easter god growth inflation critics residents analysts officials people
    it's that's he's she's there's what's let's who's here's where's how's i'm we're they're you're i've we've i'll
    we'll let come look see read more photo image video editing writing reporting additional
    """)
