"""Given names met in the news of many countries, by the gender that they most often tell."""

from __future__ import annotations

from pipeline.enrich.lexicon import words as word_set

GIVEN_FEMALE = word_set(
    """
    aaliyah abby abena abigail ada adaeze adele adriana agnes agnieszka agnès aigul aiko aino aisha aishwarya
    aissatou akiko akinyi akosua alejandra aleksandra alessia alexandra alice alina alison alla allison ama
    amaka amal amanda amber amelia amina aminata amy amélie anahit anastasia anaïs anca andreea angela angelina
    angharad angie ani anita anja anjali anke ann anna annalena anne annegret anneke anneli annette annie annika
    antje antonia aoife aparecida arlene asha ashley astrid audra audrey aurora aurélie autumn ava awa ayesha
    ayse ayumi ayşe barb barbara beata beatrice beatrix beatriz becky bella benedita bernadette bernice beryl
    beth bethan betty beverly bianca birgit birgitta bisi blanca bonnie brenda bridget brigitte brittany
    brittney bronwen brooke brooklyn brunhilde bríd brídín camila camilla camille candice carla carmen carol
    caroline carolyn carrie carys catarina catherine cathy catriona cecilia celia cerys charlene charlotte
    chelsea cheryl chiara chimamanda chioma chloe chloé christiane christina christine ciara cindy claire clara
    claudia colleen conceição condoleezza connie consuelo corina courtney cristina cynthia céline daisy dana
    daniela danielle danuta daphne daria darya deborah debra deepa deepika defne deirdre delilah delphine denise
    destiny diana diane dilma dina dinara dixie dolores donna doreen doris dorota dorothy ebba ebony edith edna
    eileen eimear eka ekaterina elaine eleanor elena elif elisa elisabet elizabeth elke ella ellen elsa elżbieta
    emi emily emine emma enid erica erika erin erna esi esperanza esra esther eun-ji eva evelyn evgenia evgeniya
    ewa faith fang farah farida fatima fatma fatou fatoş faye federica felicia femke fernanda ffion fiona
    florence folake frances francesca francoise franziska françoise funmi fátima gabriela gabrielle gail galina
    gayane geeta genesis genevieve georgia-may gertrud gianna gillian ginger giorgia giovanna gisela gita giulia
    glenda gloria golnaz grace graciela grainne greta gretchen gro guadalupe gul gulnara gunilla gwen gwendolyn
    gülşen hala halina halyna hana hannah hanneke hannele harper harriet haruka hatice hazel heather heidi heike
    helen helena helene helga helle hilary hilda hildegard hillary hind hoa holly hua huda huong hye-jin hélène
    ida ifeoma ilaria ilse iman imani imogen indira ines ingeborg inger ingrid inès inés ioana irene irina iris
    iryna isabel isabella isabelle ivana ivanka ivy iwona jacqueline jada jadwiga jane janet janice janine
    jasmine jayalalithaa jeanette jeanne jemima jen jenna jennifer jenny jessica ji-woo jill jo joan joana
    joanna joanne jocelyn jodi johanna jonna josefa josefina josephine joy joyce juana judith judy julia julie
    june jutta kaisa kaitlyn kamala kara karen karin karolina katarzyna kate kateryna katharina katherine
    kathleen kathryn kathy katie katrin kavita kaye kayla keiko keisha kelli kelly kendra kerstin ketanji
    ketevan khadija khady kim kimberly kiran kirsi kirsten krista kristen kristin kristina krystyna ksenia kylie
    lakshmi lan lana larisa latoya laura lauren layla lea leah leigh leila lela lene leonor lesley leslie
    leticia li-na lieselotte liisa lila lilia lillian lily lina linda lindiwe ling linh linnea lisa lois lorena
    lori lorraine lubna lucia lucrezia lucy lucía ludivine ludmila lupita lusine luz lydia lyn lynn lynne
    lyudmila léa mackenzie madina mafalda magdalena mahsa maia maire mairead maja malak malgorzata malin mamata
    mandy manon mara marcia margaret margareta margarita margot margrethe margriet marguerite maria mariam
    mariama marian mariana marie marijke mariko marilyn marina marine marion mariya marjorie marlene marsha
    marta martha martina mary maryam maryna maría mathilde maureen mavis maya małgorzata meena meera megan mei
    meifeng meiling melania melanie melissa meral mercedes merja mette mia michelle michiko mihaela mildred
    min-ji mirela molly mona monica monika monique montserrat muriel myra nadezhda nadia nadine nana nancy naoko
    naomi nasrin natalia natalie nataliya natalya natasha nathalie natia naïma neha nerys nga ngozi niamh nicole
    nikki nina nino nirmala nisha nomvula noor nora norah noriko norma nosipho nour nuria nyambura oksana
    oleksandra olena olga olivia oluchi oonagh oprah orla ornella paige pamela paola parisa patricia patti patty
    paula pauline peggy penelope penny pernille petra peyton philippa phyllis pilar piper pirkko polina polly
    pooja priya puja qiaoyan quinn rachel radha raffaella ragnhild raisa raluca rana rania raquel reagan rebecca
    reem regina rekha renate rhian rhonda rie riley rim rita roberta rocio rocío roisin rosa rosalba rosalie
    rosalind rose rosemary roxana roxanne ruby ruth rylee sabine sachiko sadie sahar sakura sally salma salome
    samantha samira sana sandra sandrine sanna sara sarah saskia saule savannah selin shanice shannon sharon
    sheila shilpa shirin shirley shreya sian sigrid silke silvia simona sinead siobhan siri siv siân skylar
    smriti sofia solveig somaya sonia sonya soo-jin sophia sophie soraya stella stephanie suad sue sunita susan
    susana susanna susanne sushma suzanne svetlana swati sylvia sylvie ségolène tabitha tamar tamara tammy
    tanisha tanya tara tarja tatiana tatyana taylor teresa thandi theresa thuy tina tomoko tracey tracy tulsi
    tuula ulla ulrike una ursula usha ute valentina valeria valerie valérie vanessa vera veronica verónica
    victoria viktoria violet viorica vivian véronique wafa wambui wanda wanjiru wendy wilhelmina willow winifred
    xiaohong xiaoli ximena xiu yan yana yasmin yasmine yekaterina yelena yetunde yoko yolanda yoshiko yuki yuko
    yulia yuliya zahra zainab zanele zeinab zeynep zoe zoey zofia zoya élisabeth élodie
    """
)
GIVEN_MALE = word_set(
    """
    aaron abdel abdel-rahman abdelaziz abdoulaye abdul abdulaziz abdullah abel abiy abraham adam adolf adrian
    afonso ahmad ahmed ahmet aiden ajay ajit akira al alain alan alasdair alassane albert alberto alec aled
    alejandro aleksandar aleksandr aleksei alessandro alex alexander alexei alexey alfonso alfred algirdas ali
    alistair allan allen alois alun alvin amadou amir amit amrit anatoliy anatoly anders andre andreas andrei
    andrej andrew andrey andris andriy andrzej andré andrés andy angelo angus anil anthony antoine anton antonio
    antonis antti anwar aníbal aram archibald archie ariel arjun arkady armen armin arnaud arne arnold artem
    arthur arturo artyom arun arvind asbjørn ashok asif atiku attila aurelio austin avery avi avigdor axel ayman
    ayodele babatunde balázs ban barack barnaby barney barry bart bashar bassam bastien ben benjamin benny
    benoît bernard bernd bernhard bernie bertrand beto bidzina bilawal bill billy binali bjorn björn blaise
    blake bo bob bobby bogdan bohdan bohuslav bola boris borut boyd boyko brad brandon brendan brent brett brian
    brock brody bronisław bruce bruno bryan bryce buddy burak burt byron béla bülent caleb callum calvin carl
    carlo carlos carter casey cecil cedric cem chad charles cheikh chester chinua chris christian christoffer
    christoph christophe christopher chuck chukwuemeka cian ciaran clark claude claudio clay clayton cliff
    clifford clint clinton clyde clément cody cole colin colm colton connor conor conrad cooper corey cormac
    cory costas craig cristiano cristóbal curtis cyril cyrus cédric césar călin daisuke dak dale damian damien
    damon dan dani daniel dario darrel darrell darren darryl dave david davide davit dean declan deepak denis
    dennis derek derrick detlef diarmuid dick didier diego dieter dietmar dimitris dirk dmitri dmitry dmytro
    dominic don donal donald donnie doug douglas dragan drew duarte duc duncan dung dustin dušan dwayne dwight
    dylan eamon earl easton eddie edgar edilberto eduard eduardo edward edwin egils egor ehud eitan ekrem elchin
    eli elijah eliud elliot elliott elmer elon emeka emilio emmanuel emmerson emmett emomali emre emrys enrico
    enrique eoin eric erik ernest ernesto ernie ernst esko esteban ethan euan eugene evan evgeni evgeny evo ewan
    ezra fabien fabio fabrice fadi faisal federico fedor felipe felix femi feng ferenc fergus fernando fidel
    filippo finbar fintan fletcher florent florian florin floyd forrest fouad francesco francis francisco franck
    franco francois frank frank-walter franz françois fred freddie frederick fredrik friedrich fritz frédéric
    fumio fyodor gabor gabriel gadi gamal gang gareth garrett gary gavin gene gennady geoff geoffrey george
    georges georgi georgios gerald geraldo gerard gerardo gerhard gethin geun-hye ghassan giacomo giancarlo
    gianluca gianluigi gianni gideon gilbert gilles giorgi giorgio giorgos giovanni gitanas giuseppe gleb glen
    glenn gonzalo gonçalo goodluck goran gordon graham grant greg gregory grigory grzegorz guenther guillaume
    guillermo gunnar guntis guo gurbanguly gurpreet gus gustav gustavo guy gábor gérald gérard göran günter
    günther haider haile hailemariam hakan halvard hamad hamid hamish hamza hani hank hans hao harald harold
    harpreet harrison harry haruki harvey hassan hayk hector heikki heiko heinz helmut henri henrik henry
    herbert herman hernán hervé heydar hideki hiroshi hisham holger homer horace horst hosni howard hudson hugh
    hugo hugues hulusi hung hunter husayn hussain hussein héctor iain ian ibrahim ibrahima ichiro idris ieuan
    ignacio igor ihor iker ilham ilkka ilya imad imran imre ion ionel iqbal irakli irving isaac isaiah islam
    ismail issam istván itamar ivan ivaylo ivica jaber jacek jack jacob jacques jae-in jagmeet jaime jair jake
    jamal james jamie jan janez jared jaroslaw jarosław jason javier jay jean-claude jean-luc jean-marie
    jean-michel jean-yves jeb jeff jeffrey jens jeremiah jeremy jerry jerzy jesper jesse jessie jesus jesús jian
    jie jim jimmy jinping jiri jiří joachim joao joaquín jochen joe joel john johnny jomo jon jonah jonas
    jonathan jong-un jorg jorge jose josep joseph joshua josiah josé jozef joão joël juan juha jukka julian
    julien julio julius jun junichiro jurgen juri justin jérôme józef józsef jörg jürgen jüri kaarlo kai kamal
    kareem karel karim karl kasper kassym-jomart kazimierz kazuo kei keith kelvin kemal ken kenji kenneth kent
    keqiang kersti kevin khalaf khaled khalid ki-moon kieran kimi kipchoge kirill kirk kjell klaus knut kobe
    kofi konrad konstantin konstantinos kostas krasimir krzysztof kurt kwabena kwaku kwame kyle kyriakos lamar
    lance landon larry lars laszlo laurent lawrence lebron lech lee lei leif lenny leo leon leonard leonardo
    leonid lester leszek lev levan levi lewis liam liang linas lindsey lionel liviu lloyd logan lorcan lorenzo
    lothar louis loïc lubos luc luca lucas ludwig luigi luis luiz lukas luke lula luther lyle lászló léon maciej
    mack macky mads magnus mahesh mahmoud majid makoto maksim malcolm mamadou manfred manmohan manoj mansour
    manuel marc marcel marcelo marco marcus marek mariano mario marius mark markus marshall martin marty martín
    marvin marwan masahiro mason massimo mateo mateusz mathieu mats matteo matthew matthias matti matvei maurice
    mauricio maurizio max maxim maxime maximiliano maxwell mehdi mehmet meles melvin mevlut micah michael michal
    michał micheal michel mick miguel mihai mika mike mikhail mikheil mikkel mikko milan miles milo milorad
    milos miloš min-jun ming minh mitch mitchell mitt mohamed mohammad mohammed mohsen morris morten moshe mousa
    moussa muhammad muhammadu mukesh murat murray mustafa mwai mykola nabil naftali naoto narendra naresh nasir
    nasser nate nathan navjot nawaz nayib ned neil nelson newt nguyen niall nicholas nick nicolae nicolas
    nicolás niels nigel nikita nikol nikola nikolai nikolay nikoloz nikos nils nitin nizar noah noam nolan
    norbert norman novak nuno nursultan obinna octavio odd oguz oisin olaf ole oleg oleksandr oleksiy oliver
    olivier olli ollie olly olusegun oluwaseun omar orhan osama oscar osman otis otto ousmane owen paavo pablo
    padraic padraig pal panos paolo pascal pat patrice patricio patrick paul paulo pavel pawel paweł pearse
    pedro pekka peng per percy perry pervez pete peter petr petro petteri philip philipp philippe pier pierre
    pietro piotr piyush prakash preston pritam pär pål péter qasem qassem qi qiang quentin quincy radosław radu
    rafael rafał raffaele rahul raila rainer raj rajesh rajiv rakesh ralf ralph ramesh rami ramzan ramón rand
    randall randy raphaël rashid rasmus raymond raúl recep reggie reginald reid reinhard renato renaud rené rex
    reza rhys ricardo riccardo rich richard rick ricky rob robert roberto robin rocco rod rodion rodney rodrigo
    roger rohit roland romain roman romano ron ronald ronan ronnie rory roscoe ross roy ruairi ruairí ruben
    rubén rudy rui rumen rupert rush ruslan russell rustam ryan ryo régis rémi saad sachin sadiq sadyr saeb
    saeed said salah saleh salman salva salvador salvatore sam sami samir samuel sandro sanjay santiago satoshi
    satya saul sauli saulius scott seamus sean sebastian selahattin semyon seok-yeol serena serge sergei sergey
    sergio serhiy serzh seth shane shaquille shaun shavkat shawn shehbaz sheikh shigeki shigeru shimon shinzo
    sid sidney sigurd silvio simeon simon simone simón sipho slobodan solomon soren sorin spencer stan stanislav
    stanisław stanley stavros stefan stefano stephen steve steven stewart stuart stéphane subrahmanyam sundar
    sunil suresh sven sylvain sándor sébastien sérgio søren süleyman tadhg takashi tamás tanner tao taras tarek
    tariq taro tayyip ted tedros teemu temur terence terje terrance terrence terry tetsuya thabo thad themba
    theodore theodoros thiago thibault thierry thomas thorsten théo tiago tiger tilman tim timo timofey timothy
    timur tobias toby todd tom tomas tomasz tommaso tomás tomáš tony toomas tor torsten toshihiro traian trent
    trevor tristan trond tuan tucker tunde turgut tyler tzipi udo uhuru ulf ulrich umberto urho uri usain uwe
    vaclav valdis valentin valerio valery vasco vasile vasily vasyl venus vicente victor vijay vikram viktor
    vincent vincenzo vinod virat vitali vitaly vittorio vladimir vojislav volker volodymyr vyacheslav václav
    víctor wade waldemar walid walter wayne wei wen wenbo werner wilhelm william willie winfried wojciech wole
    wolfgang xavier xi xiang xiaoping yahya yair yang yanis yann yannick yannis yaroslav yasir yasser yasuo yaw
    yevgeny yi yitzhak yoav yogi yong yoshihide yousef youssef yoweri yukiya yuri yury yusuf yves zac zachary
    zack zafar zaid zbigniew zdeněk zhen zhong ziad zoltan zoltán zoran zurab álvaro ángel édouard éric étienne
    íñigo óscar
    """
)
# Given names of women and men alike: they tell a person, but no gender.
GIVEN_EITHER = word_set(
    """
    alexis andrea dalia dominique jean michele morgan nicola
    """
)
