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
"""
_RUSSIAN = """
m: александр алексей андрей антон аркадий борис вадим валерий василий виктор владимир вячеслав геннадий георгий глеб
m: григорий денис дмитрий евгений егор иван игнат игорь илья кирилл константин лев леонид максим михаил никита николай
m: олег павел пётр петр платон роман сергей степан тимофей фёдор федор юрий яков ян аксель паули абрам адам азат айдар
m: айрат алан альберт альфред амир анатолий арвид арсен арсений артём артем артур архип аслан афанасий ахмед ашот
m: богдан булат валентин вальтер вениамин виталий влад владислав всеволод гавриил гарик генрих герман гурам давид
m: дамир даниил данил данила демид демьян дэвид джон ефим ефрем захар зиновий иларион иосиф ираклий исаак карен карл
m: клим кузьма лаврентий лука магомед майкл макар марат марк маркус мартин матвей мирон мстислав мурат назар наум олаф
m: оскар остап пауль прохор рамазан рамиль расул ратмир рафаэль рашид ринат ричард роберт родион рональд ростислав
m: рубен руслан рустам савва савелий самуил святослав семён семен серафим спартак станислав тарас тигран тимур тихон
m: томас трофим фарид филипп харитон шамиль эдуард эльдар эмиль эмин эрик эрнест юлиан юлий юхан ярослав ханс жан жак
m: пьер франсуа хосе хуан луис карлос
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
