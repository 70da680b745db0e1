"""Given names of French, German, Spanish and Russian texts, beside those that Faker's lists have."""

from __future__ import annotations

from pipeline.enrich.lexicon.given import GIVEN_FEMALE, GIVEN_MALE, read_names
from pipeline.enrich.lexicon.tongue import table

_FRENCH = """
m: abdou adolphe aimery alioune aloïs amand ambroise amédée anicet anselme apollinaire arkadi aubin babacar
m: bakary balthazar barnabé barthélemy boubacar bérenger calixte charles-henri clotaire cyprien cyriaque didace
m: dieudonné djibril donatien désiré eloi elouan enguerrand ewen faustin firmin flavien foulques francisque
m: galaad gatien gautier gaétan gildas godefroy gontran gonzague gratien gustin guénolé gwenaël gwendal gédéon
m: géraud hippolyte hyacinthe ibou idriss idrissa ismaïla jacquot jean-bernard jean-noël jean-pascal jean-rené
m: jocelyn josselin kerem landry lazare lilian louis-marie loup lubin léandre léonce malo marc-antoine marceau
m: marcellin maëlan modou médéric narcisse nicéphore odilon othon oumar ozanne pacôme pape perceval philibert
m: placide pépin roch romaric rémond salif saturnin sauveur sidi sidoine siméon sixte solal souleymane sylvestre
m: séraphin séverin tancrède théodule théotime tugdual ulysse valéry victorien virgile vivien yacouba yohann
m: youenn yves-alain yves-marie yvonnick zéphyrin élie éloi émilien évariste
f: abigaëlle adama albane aliénor amicie anémone armelle aïssatou bathilde blandine bérangère cassandre charlène
f: clarence cléa clélia cléo cosette coumba cunégonde céleste diodora domitille edmée edwige elvire euphrasie
f: fanta fatoumata faustine france-lise félicie garance gaïa guillemette gwladys honorine isaure jacinthe
f: jeanne-marie joceline katell laurène lison louison léopoldine mahaut marcelline marjolaine maryvonne maïa
f: mylène ndèye nolwenn oriane oumou philomène priscille pétronille quitterie raphaëlle rokhaya rozenn servane
f: sidonie sixtine soizic sokhna suzon sylvette tiphaine ursule véra yaël églantine éliane éloïse émérance
f: évangéline
"""
_GERMAN = """
m: detmar ambros balduin degenhard eckbert eike fiete goetz hauke hein hinnerk jan-philipp keno mattis menno neidhart
m: nepomuk peter-paul quirin rudger ruprecht rutger rüdeger sebald sixtus sönnich tjark tönnies valerius
m: wendelin wilko wilm winfrid
f: annkathrin annkatrin burgi friedel gerit hannelies ilsabe ilse-marie imma janne jella jette jule juli julika
f: jördis levke lieselore maraike merle neele nike sinje smilla svantje swaantje sünje
"""
_SPANISH = """
m: abelino abundio amós ander aquilino arcadio asier atanasio ausencio baudilio bernat bienvenido brais breixo
m: celedonio cesáreo cirilo crescencio crisanto crispín cástulo diógenes dositeo dámaso egidio emeterio enric
m: estanislao eudaldo eufemio faustí fernán ferran filiberto francesc fructuoso ginés gonçal gorka guifré
m: gumersindo guzmán helios higini higinio hipòlit honorio iago jaume josé-luis josé-maría juan-carlos julen
m: justino koldo ladislao laurentino leandre liborio lluís macedonio mamerto manel marcelí martiño maxi medardo
m: melitón miquel miquel-àngel narcís nemesio nicasio nicomedes obdulio olegari oleguer orestes oriol otilio
m: pancracio pantaleón pascasio patxi pau ponciano procopio protasio quim quintín restituto robustiano romualdo
m: sabino saturio sebastià secundino sergi servando silverio simplicio sisenando tarsicio telesforo torcuato
m: ulpiano unai valeriano vicent vladimiro ximo yerai yeray yon zenón zoilo
f: afrodisia ainhoa aintzane alfonsa ana-belén ana-maría angels angustias arancha argelia arlet arántzazu asun
f: auxiliadora balbina basilisa briseida caritina carme casilda cesárea conxita covadonga cristeta desamparados
f: dioni dolors edurne engracia ernesta escolástica faustina fermina fina fuencisla garbiñe genara gumersinda
f: heliodora higinia hilaria honorata idoia ifigenia iluminada iratxe isabelina itxaso izaskun iziar jordina
f: leonarda lupe maialen maika maria-pilar maricarmen marina-luisa maritxu maruja maría-dolores maría-jesús
f: maría-josé maría-luisa mercè meritxell miren montse nagore neus nines oihane olaia onfalia paquita penélope
f: práxedes queralt quima raimunda reyes rogelia rosana sagrario sandra-luz sira sonsoles tona triana txaro uxía
f: venancia veredas vinyet virtudes xana xela zenaida
"""
_RUSSIAN = """
m: стефан жюльен ульф свен бьорн александр алексей андрей антон аркадий борис вадим валерий василий виктор владимир
m: вячеслав геннадий георгий глеб григорий денис дмитрий евгений егор иван игнат игорь илья кирилл константин лев
m: леонид максим михаил никита николай олег павел пётр петр платон роман сергей степан тимофей фёдор федор юрий яков
m: ян аксель паули абрам адам азат айдар айрат алан альберт альфред амир анатолий арвид арсен арсений артём артем
m: артур архип аслан афанасий ахмед ашот богдан булат валентин вальтер вениамин виталий влад владислав всеволод
m: гавриил гарик генрих герман гурам давид дамир даниил данил данила демид демьян дэвид джон ефим ефрем захар зиновий
m: иларион иосиф ираклий исаак карен карл клим кузьма лаврентий лука магомед майкл макар марат марк маркус мартин
m: матвей мирон мстислав мурат назар наум олаф оскар остап пауль прохор рамазан рамиль расул ратмир рафаэль рашид
m: ринат ричард роберт родион рональд ростислав рубен руслан рустам савва савелий самуил святослав семён семен серафим
m: спартак станислав тарас тигран тимур тихон томас трофим фарид филипп харитон шамиль эдуард эльдар эмиль эмин эрик
m: эрнест юлиан юлий юхан ярослав ханс жан жак пьер франсуа хосе хуан луис карлос
f: аделаида алла анастасия анна валентина валерия вера галина дарья екатерина елена ирина ксения лариса лидия любовь
f: людмила марина мария надежда наталия наталья нина оксана ольга полина светлана софья тамара татьяна юлия яна сигрун
f: йорунн туликки зинаида раиса евдокия варвара аида аксинья алевтина александра алёна алена алина алиса альбина амина
f: ангелина анжелика анжела антонина ася аурелия белла бронислава ванда василиса венера вероника виктория виолетта
f: виталина влада владислава гульнара дана диана дина динара доминика ева евгения евфросиния елизавета жанна зарина
f: земфира злата зоя илона инга инесса инна ия каролина кира клавдия клара кристина лада лейла лиана лилия лина луиза
f: магдалена майя маргарита марианна марфа милана мирослава мила муза наина нелли ника нонна нора олеся пелагея
f: прасковья регина римма роза розалия руслана руфина сабина саида снежана софия стелла стефания сусанна таисия тереза
f: ульяна фаина фатима флора хельга эвелина эдита элеонора элина элла эльвира эльмира эмилия эмма эрика юлиана ядвига
f: янина ярослава кристин
"""
_EVERYWHERE = {
    **dict.fromkeys(GIVEN_MALE, "m"),
    **dict.fromkeys(GIVEN_FEMALE, "f"),
    **table(_SPANISH),
    **table(_FRENCH),
    **table(_GERMAN),
}
FRENCH_NAMES = {**_EVERYWHERE, **read_names("fr_FR", "fr_BE", "fr_CA", "fr_CH"), **table(_FRENCH)}
GERMAN_NAMES = {**_EVERYWHERE, **read_names("de_DE", "de_AT", "de_CH"), **table(_GERMAN)}
SPANISH_NAMES = {**_EVERYWHERE, **read_names("es_ES", "es_MX", "es_AR", "es_CO", "es_CL"), **table(_SPANISH)}
RUSSIAN_NAMES = table(_RUSSIAN)  # few and sure: which name a declined form is of must not be open
