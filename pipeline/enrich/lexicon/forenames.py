"""Given names of French, German, Spanish and Russian texts, beside those that the English list knows."""

from __future__ import annotations

from pipeline.enrich.lexicon.given import GIVEN_FEMALE, GIVEN_MALE
from pipeline.enrich.lexicon.tongue import table

_FRENCH = """
m: jean jean-pierre jean-luc jean-marc jean-claude jean-michel jean-paul jean-françois jean-louis jean-baptiste
m: jean-jacques jean-philippe jean-yves jean-noël yves-marie pierre-yves marc-antoine louis-marie barthélemy thibault
m: thibaud antoine étienne benoît julien mathieu matthieu luc marc xavier rémi rémy fabien loïc yann gilles hervé
m: emmanuel guillaume hugo alain bastien ludovic anatole gaspard tancrède germain roger baptiste mamadou thierry
m: pascal laurent frédéric christophe stéphane sébastien nicolas olivier philippe patrick didier bruno bernard gérard
m: andré michel jacques françois rené marcel maurice lucien raymond henri louis charles édouard edouard édgar edgar
m: ernest eugène félix fernand firmin francis franck frank gabriel gaston gauthier gautier geoffroy georges grégoire
m: grégory guy gustave honoré hubert ignace isidore jérémie jérémy jérôme joël jordan joseph jules kévin killian léo
m: léon léonard lilian lionel lucas mathis mathéo matteo maxence maxime médéric mickaël nathan noël norbert octave
m: odilon pacôme patrice quentin raoul raphaël régis renaud robin rodolphe roland romain romuald ronan samuel serge
m: simon sylvain tanguy théo théodore théophile timothée tristan ugo valentin valéry victor vincent virgile vivien
m: yannick yohann yvan yves yvon zacharie adrien alban albin aloïs alexis alphonse amaury ambroise anselme arnaud
m: arthur aubin auguste augustin aurélien axel bertrand blaise brice casimir cédric cyprien cyrille damien denis
m: donatien élie eloi éloi émile ahmed karim mehdi rachid moussa ousmane amadou ibrahima gleb arkadi pauli
f: anne-marie anne-sophie anne-laure marie-claude marie-france marie-hélène marie-christine marie-laure marie-pierre
f: solange hortense blandine isaline édith edith clémence marthe séverine apolline hélène élodie aurélie sandrine
f: valérie margaux léa chloé manon inès anaïs delphine odile solène maëlle lucie agathe céline isabelle nathalie
f: sylvie véronique christine catherine florence françoise jacqueline jeannine josiane joséphine joëlle juliette
f: justine karine laetitia laurence léonie liliane louise lucienne lydie madeleine magali marguerite marianne marielle
f: marion marine martine mathilde maud mélanie mélissa micheline mireille monique muriel mylène nadège nadine noémie
f: océane odette pascale patricia paulette pauline perrine raphaëlle régine rolande romane rosalie roxane salomé
f: sabine simone sophie stéphanie suzanne sybille sylviane thérèse valentine virginie viviane yolande yvette yvonne
f: zoé adèle adeline aline alix amandine amélie anne annick annie antoinette ariane armelle astrid audrey aude
f: béatrice bénédicte bérénice bernadette brigitte capucine carole caroline cécile charlène charlotte christelle
f: clarisse claudine clotilde colette coralie corinne cosette danielle denise diane dorothée éléonore éliane élisabeth
f: élise elsa elvire émilie emma estelle esther eugénie eva eve fabienne fanny fatima fatoumata félicie fernande
f: flavie gabrielle gaëlle garance geneviève georgette germaine ghislaine gisèle gwenaëlle henriette huguette irène
f: jeanne jocelyne aïssatou sigrun jorunn
m: désiré abdou abdoulaye alioune babacar boubacar djibril ibou idrissa ismaïla lamine modou oumar pape sidi yacouba
m: gwenaël kerem idriss solal achille adam adelin adolphe aimery alcide alfred amand amédée anicet antonin apollinaire
m: aristide armand balthazar barnabé basile baudouin benjamin bérenger calixte célestin charles-henri clotaire clovis
m: colin constantin corentin cosme côme cyriaque cyrus didace dieudonné donat edmond elouan émilien enguerrand erwan
m: ewen évariste fabrice faustin ferdinand flavien florent florentin foulques francisque gaël gaétan galaad gatien
m: gédéon géraud gildas godefroy gonzague gontran gratien guénolé gustin gwendal hadrien hector hippolyte hyacinthe
m: jacky jacquot jean-charles jean-christophe jean-bernard jean-rené jean-pascal jocelyn josselin joris kilian lambert
m: landry lazare léandre léonce léopold loup lubin maël maëlan malo marceau marcellin martial maurin maximilien
m: melchior morgan narcisse nestor nicéphore oscar othon ozanne pépin perceval philibert placide pol prosper rémond
m: roch rodrigue romaric ruben sacha saturnin sauveur séraphin séverin sidoine siméon sixte sylvestre théodule
m: théotime tiphaine tugdual ulysse urbain valère venceslas victorien wilfrid wilfried yves-alain youenn yvonnick
m: zéphyrin salif souleymane cheikh bakary
f: adama aminata awa coumba fanta khady mariama ndèye oumou rokhaya sokhna abigaëlle adélaïde agnès aïcha albane
f: albertine alexandra alexia aliénor alphonsine amicie anastasie anémone angèle angélique anouk arlette aurore axelle
f: barbara bathilde bérangère berthe betty bruna calista candice carine cassandre célestine céleste clara clarence
f: clélia cléa cléo coline coraline cunégonde daphné débora désirée diodora domitille edmée edwige églantine eléna
f: éloïse emeline émérance ernestine eulalie euphrasie évangéline faustine flora flore florine france-lise gaïa gladys
f: gilberte guillemette gwladys héloïse hermine honorine iris isaure jacinthe jeanne-marie joceline josette judith
f: julie julienne katell laurène laure léopoldine liane lila lilou lison lorraine louison lucette ludivine lucille
f: maïa maïté mahaut malika marcelline marjolaine maryse maryvonne mauricette maëlys nolwenn octavie oriane ophélie
f: pénélope pétronille philippine philomène priscille quitterie rosalinde rose-marie rozenn sandra sarah ségolène
f: servane sidonie sixtine solveig soizic suzon sylvette tatiana tiphaine ursule véra victorine yaël ysaline zélie
"""
_GERMAN = """
m: horst jürgen uwe dieter heinz helmut günter günther klaus bernd rüdiger jens torsten thorsten kai malte lars jörg
m: sönke hannes matthias andreas stefan stephan lukas jonas felix ulrich detlef holger gerd lorenz egbert torben
m: ansgar korbinian mehmet steffen volker ralf ralph rolf rudolf rudi reinhard reinhold rainer reiner raimund
m: peter-paul hans hans-peter hans-jürgen hans-georg hans-dieter karl karl-heinz karl-josef franz franz-josef fritz
m: friedrich ferdinand florian frank götz gottfried gregor gunnar gunther hagen harald hartmut heiko heiner heinrich
m: hendrik henning herbert hermann hinrich hubert ingo jakob jan jan-philipp joachim jochen johann johannes jonathan
m: josef julian kilian konrad konstantin kurt leonhard leopold linus lothar ludwig lutz manfred marcel marco marcus
m: markus marius martin mathias max maximilian meinrad michael moritz niklas niko nils norbert olaf ole oliver oskar
m: oswald otto pascal patrick philipp raphael richard robert robin roland roman ruben sascha sebastian siegfried
m: siegmar sigmar simon sven theodor thilo thomas till tilman tim timo tino tobias tom toni udo urs valentin viktor
m: vinzenz waldemar walter wendelin werner wilfried wilhelm willi willy winfried wolfgang wolfram wilko xaver achim
m: adalbert adam albrecht alexander alfons alfred alois anton armin arndt arne arno arnold artur axel bastian benedikt
m: benjamin benno berthold björn bodo boris burkhard carl carsten karsten christian christoph clemens claus daniel
m: david dennis dietmar dietrich dirk dominik eberhard eckart eckhard edgar edmund eduard egon ekkehard emil enno
m: erhard erich erik ernst erwin eugen ewald fabian cem ahmet mustafa ali hasan murat
f: petra lena sabine heike ute gisela renate ingrid birgit anke katrin silke greta frieda monika jutta ursula elke
f: kerstin anja svenja wiebke annika hannelore brigitte friederike gunda roswitha mechthild smilla hedwig britta
f: angela angelika anita anna anne annegret anneliese annelies annemarie annette antje antonia astrid barbara bärbel
f: beate beatrix bettina bianca carina carolin charlotte christa christel christiane christina christine claudia
f: cordula cornelia corinna dagmar daniela diana doris dorothea dorothee edeltraud edith elfriede elisabeth ella elsa
f: emma erika erna esther eva evelyn franziska frauke gabi gabriele gerda gerlinde gertrud gesa gesine grit gudrun
f: hanna hannah heide heidemarie heidi heidrun helene helga henriette herta hilde hildegard ilka ilona ilse imke ines
f: inge inga insa irene iris irmgard isabel isabell isabella jana janina jasmin jennifer jessica johanna josefine
f: judith julia juliane karin karoline katharina kathrin katja klara kristin kristina lara laura lea leni leonie
f: liesel lieselotte linda lisa lotte luise lydia madeleine magdalena maike mareike margarete margit margot margret
f: maria marianne marie marie-luise marion marlene marlies martina mathilde meike melanie melina mia michaela mira
f: miriam nadine nadja natalie natascha nele nicole nina nora olga patricia paula pauline pia ramona rebecca regina
f: regine rita rosemarie ruth sandra sara sarah selma sibylle sieglinde sigrid simone sina sonja sophia sophie
f: stefanie steffi susanne svea swantje sylvia tanja tatjana teresa thea theresa therese tina traute ulla ulrike
f: undine uta valerie vanessa vera verena veronika viktoria waltraud wilhelmine yvonne zoe colette ayşe fatma elif
m: edin goran dragan zoran milan marko luka ivan pavel petr tomasz piotr jakub wojciech ferenc laszlo istvan adelbert
m: alwin ambros arnulf balduin balthasar barnabas bartholomäus bertram burghard cornelius degenhard detlev ditmar
m: eckbert edelbert eggert eike einar elmar emmerich engelbert ernst-august ferdi fiete folkert friedemann friedhelm
m: fridolin gebhard geert gerald gereon gerhard gernot gerold gero gisbert goetz gottlieb gustav hanno hanns harm
m: harro hasso hauke hein heino helmar helge henner herwig hinnerk hilmar holm horst-dieter ignaz immo iwo jannik
m: jannis jasper jost joost jobst kaspar keno klaas klaus-peter knud knut kuno lambert leander leif leo levin ludger
m: luis magnus marek marvin matthäus mattis meik meinolf menno mirko neidhart nepomuk nico ottmar otmar ottokar
m: paul-gerhard peer piet quirin raik rasmus reimar reimund rico rochus roderich ron ronny rouven rudger rüdeger
m: ruprecht rutger sebald severin siegbert silvio simeon sixtus sönnich sören steven tassilo thaddäus theobald thies
m: tjark tönnies traugott ulf uli utz valerius vincent vitus volkmar volkhard wenzel wieland wigbert wilm winfrid wim
m: wolf-dieter wolfhard yannick yusuf emre
f: jolanthe levke yrsa adelheid agathe agnes alexandra alina almut amalie amelie anett angelina anka ann-kathrin
f: annabell annalena annelie annelore anneke annkathrin annkatrin antonie ariane ayla berit berta bianka birgitta
f: birthe brunhilde burgi carla caroline cäcilia charlott christiana clara constanze corina dana denise desirée
f: dietlind dörte doreen ebba edda edelgard eleonore elena elfi elisa elli elly elsbeth emilia emmi erdmute evamaria
f: fanny felicitas flora francesca freya friedel gabriela gerhild gerit gerta gertraud gisa grete gretel gundula
f: hannelies hedda heidelinde helma henrike hermine herma hildegund ida ilse-marie ilsabe imma inka irina irmela
f: irmtraud isolde jacqueline janne jella jenny jette jolanda jördis josefa josephine juli julika jule karen karla
f: karola katinka kirsten konstanze korinna krista kunigunde larissa lene leona liane liesbeth lieselore lilli lilly
f: loni lore lucia luisa luzia magda maja maraike margarethe margareta margrit mariele marietta marika marit marleen
f: marlis mechtild meta merle michelle milena mimi minna mirja natali neele nelly nike ortrud ottilie patrizia
f: philippa ragna regula renata ricarda romy ronja rosel rosi rosmarie roswita runa sabrina samira saskia selina senta
f: sigrun silja silvia sinje solveig stefania stine sünje svantje swaantje tabea tamara telse thekla theodora tilda
f: trude ursel urte valentina vivien walburga waltraut wencke wera wilma wiltrud yvette zita
"""
_SPANISH = """
m: josé juan luis carlos javier fernando rafael andrés tomás martín esteban gonzalo ignacio iñaki joaquín matías
m: nicolás ramiro rodrigo sebastián adrián hernán emilio leandro osvaldo braulio eutimio abelardo cayetano gorka
m: wilmer saturnino benigno eladio miguel manuel antonio francisco pedro pablo jesús ángel jorge alberto álvaro
m: alejandro alfonso alfredo agustín amadeo anselmo aníbal aquilino arturo augusto aurelio baltasar bartolomé basilio
m: benito bernabé bernardo blas bonifacio borja bruno calixto camilo casimiro cecilio césar cipriano ciro claudio
m: clemente conrado cosme cristian cristóbal dámaso daniel dario darío david demetrio diego dionisio edgar edmundo
m: eduardo efraín elías eliseo eloy emiliano enrique ernesto eugenio eusebio evaristo ezequiel fabián facundo faustino
m: federico feliciano felipe félix fermín fidel florencio florentino fausto gabriel gaspar genaro gerardo germán
m: gilberto gregorio guillermo gustavo guzmán héctor heriberto higinio hilario hipólito horacio hugo humberto isaac
m: isidoro isidro ismael iván jacinto jacobo jaime jairo jerónimo joel jonás josep jordi julián julio laureano lázaro
m: leonardo leopoldo lisandro lorenzo lucas luciano macario manolo marcelino marcelo marcial marco marcos mariano
m: mario mateo mauricio mauro máximo melchor miquel moisés narciso néstor nicanor norberto octavio olegario omar
m: orlando oriol óscar pau pascual patricio paulino plácido pol prudencio ramón raúl raimundo renato ricardo roberto
m: rodolfo rogelio román romualdo roque rubén rufino salvador samuel santiago sergi sergio severino silvestre simón
m: teodoro teófilo tiburcio timoteo tobías tristán ulises unai valentín vicente víctor virgilio vladimiro wenceslao
m: xavier xavi yago zacarías asier aitor ander iker mikel koldo
f: maría ana carmen lucía pilar rocío marta elena inés beatriz mercedes dolores cristina nuria soledad consuelo amparo
f: begoña ximena valeria macarena paloma casilda nieves práxedes itziar maite remedios isabel teresa rosa rosario
f: josefa francisca antonia margarita ángela ángeles adela adelaida adoración adriana águeda agustina aida ainhoa
f: aitana alba alejandra alicia almudena amalia amelia amaya amaia anabel andrea angélica angustias antonella araceli
f: arancha ariadna asunción aurelia aurora azucena bárbara belén berta bernarda blanca brenda brígida camila candela
f: candelaria carla carlota carolina catalina cayetana cecilia celeste celia clara claudia clotilde concepción concha
f: constanza covadonga dalia daniela débora delfina delia diana dora edurne elisa eloísa elvira emilia emma
f: encarnación encarna ernestina esmeralda esperanza estefanía estela ester esther eugenia eulalia eva fabiola fátima
f: felisa fernanda florencia francesca gabriela gema genoveva gertrudis gloria graciela guadalupe herminia hortensia
f: idoia ignacia inmaculada irene iris isabella isidora ivonne jacinta jimena joaquina josefina juana julia juliana
f: julieta laura leire leonor leticia lidia liliana lorena loreto lourdes lucrecia luisa magdalena manuela marcela
f: marina mariana maribel maricarmen marisa marisol maruja matilde micaela milagros mireia miriam mónica montserrat
f: montse natalia natividad nerea noelia noemí nora olga olivia oihane paca patricia paula paulina penélope petra
f: purificación raquel rebeca regina reyes rita rosalía rosana roxana ruth sabina salomé samanta sandra sara silvia
f: sofía sonia susana tamara tatiana teodora trinidad úrsula vanesa verónica vicenta violeta virginia virtudes
f: visitación yolanda zoraida zulema ane nagore miren
m: rosendo ruperto anastasio crescencio epifanio filiberto froilán fulgencio gumersindo leocadio maximino nazario
m: pánfilo pelayo ponciano quintín sabino saúl tarsicio ximo abdón abelino abundio adalberto adolfo alejo amaro
m: ambrosio américo amós anacleto anselm apolinar aquiles arcadio ariel aristides armando arnaldo artemio atanasio
m: ausencio avelino baldomero baudilio belarmino belisario bernat bienvenido brais breixo cándido carmelo cástulo
m: ceferino celedonio celestino celso cesáreo cirilo cosimo crisanto crispín damián desiderio dimas diógenes dositeo
m: edelmiro edgardo egidio eleuterio eligio elpidio emeterio enric ernest estanislao eudaldo eufemio eulogio eustaquio
m: fabricio faustí fernán ferran flavio fortunato francesc fructuoso gil ginés gonçal graciano guifré helios heraclio
m: hermenegildo herminio higini hipòlit honorio iago íñigo isaías jaume javi joan joaquim jon josé-luis josé-maría
m: juan-carlos julen justino ladislao laurentino leandre leonel leoncio leónidas liborio lino lope lucio lluís
m: macedonio mamerto manel marcelí martiño maxi medardo melitón miquel-àngel misael narcís nemesio nicasio nicomedes
m: nilo obdulio olegari onofre orestes oswaldo otilio oleguer pancracio pantaleón pascasio patxi paco pepe pío
m: porfirio procopio protasio quim quique rafa régulo remigio reinaldo restituto rigoberto robustiano roldán roger ruy
m: sabas sancho saturio sebastià secundino serafín servando sigfrido silvano silverio simplicio sisenando sixto
m: telesforo telmo teo teobaldo teodosio toribio torcuato ubaldo ulpiano valeriano valero venancio vicent victorino
m: waldo wálter yeray yerai yon zenón zoilo
f: adelina afrodisia agripina aina ainara aintzane alfonsa alina amada ana-belén ana-maría anabella anaïs angelina
f: angels aránzazu argelia arlet arántzazu asun auxiliadora balbina basilisa bea benigna berenice bibiana briseida
f: calixta camelia candida cándida carina caritina carme catarina celina cesárea cintia clementina clorinda conchita
f: conxita cristeta deborah desamparados deyanira dioni dolors domitila dorotea edelmira edith elba eleonora elia
f: eliana elisabet elsa encarnita engracia enriqueta ernesta escolástica estefania etelvina eufemia evangelina fabiana
f: faustina felicia felicitas felipa fermina fina filomena flavia florentina fuencisla gala garbiñe genara georgina
f: germana gisela glenda griselda gumersinda haydée helena heliodora herminda higinia hilaria honorata ifigenia
f: iluminada indira ingrid iratxe irma isabelina itxaso iziar izaskun jacqueline janet jenifer jesusa joana jordina
f: jovita juanita julita karina lara lea leocadia leonarda ligia lina lola lorenza lucila lupe magda maialen maika
f: maira mar maría-josé maría-jesús maría-luisa maría-dolores maria-pilar marianela maricruz marina-luisa maritxu
f: martina matea maura mayte melania melisa mercè meritxell mirta myriam nadia narcisa neus nines nelida nélida
f: obdulia odalys ofelia olaia olalla ona onfalia oriana otilia palmira pamela paquita pascuala petronila queralt
f: quima ramona raimunda renata ricarda roberta rogelia romina rufina sagrario saida sandra-luz serafina severina
f: silvana sira sofia sonsoles tania tecla telma teodosia tere teresita tomasa tona triana txaro uxía valentina
f: venancia vera veredas vilma vinyet wanda wendy xana xela xiomara yaiza yanira yesenia yuridia zaida zaira zenaida
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
FRENCH_NAMES = {**_EVERYWHERE, **table(_FRENCH)}
GERMAN_NAMES = {**_EVERYWHERE, **table(_GERMAN)}
SPANISH_NAMES = {**_EVERYWHERE, **table(_SPANISH)}
RUSSIAN_NAMES = table(_RUSSIAN)
