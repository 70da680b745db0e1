"""Given names by the gender that they most often tell: Faker's lists of many countries, and what they lack."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from importlib import import_module

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.people import COMMON, NATIONS, ORGANISATION_NOUNS, ORGANISATION_WORDS, PLACES, ROLES

# Countries that write Latin letters, or whose list is romanised.
_LISTS = word_set(
    "az_AZ cs_CZ da_DK de_AT de_CH de_DE en en_GB en_IE en_IN en_KE en_NZ en_PK en_TH en_US es_AR es_CL es_CO es_ES "
    "es_MX et_EE fi_FI fr_BE fr_CA fr_CH fr_DZ fr_FR ga_IE hr_HR hu_HU id_ID is_IS it_IT lt_LT lv_LV nl_BE nl_NL no_NO "
    "pl_PL pt_BR pt_PT ro_RO sk_SK sl_SI sv_SE sw tr_TR tw_GH uz_UZ vi_VN yo_NG zu_ZA"
)
_SHORT = 2  # letters
_SURE = 5  # times as many lists must tell one gender as tell the other
# Names that an ordinary word, a title or a season is far more often at the head of a run of capitals.
_ORDINARY = word_set(
    """
    ally an aqua arctic aura baby bank banks battle beat beau bell blaze blessed blue bond bonus border brain branch
    bright buck burns can candid cap case cash champ chance charm child chip christian christmas city classic cliff
    coach coast comfort constant corporal cosmos country creed crown crystal daily darling day del delta divine doll
    dow early earnest earth ed else empire energy era fare fares fate fine first fleet floor food forest forever
    forum free freedom friday full future gala gale galaxy garrison gauge gay general genesis glory god gold golden
    good gorge great green gun hall happy harbor harden harm harmony harsh haven he heart heaven high hill history
    holy hon house hunt i ice income infant innocent international iron island its jail january jet joint journey
    just key kick king kit la labor lady lake lane large last law leaner legacy legend less levy liberty lies life
    like line link little loan lord lot loma long love low loyal lucky made magic main major male man many market
    mate maximum minas may mayor media meek memory merit metro mile mine minor moment monday money moon more most
    mountain muslim my national native neo never new news night no noble normal north nuclear number ocean of old
    oral orange order other our owe page pain park passion paw peace pearl pink planet plea pleas pleasant police
    power precious press price pride prime prince princess promise public quick quiet rain reason red rein republic
    rich right ring river road rock roll royal sad saga saint santa school sea sense shepherd sierra silver sincere
    sing sir sister skip small sole son south space spring spirit stable star state steel stone storm story strong
    success summer sunday sunny super sure tad tea the ties time tiny tone tore town treasure trinity true truth
    union unique unit unity upper urban us valley van victory wage war wash water wealth west white wild wind wing
    winner winter wise wood wooden world worth year yoga young
    """
)

_NO_NAMES = _ORDINARY | PLACES | NATIONS | ROLES | COMMON | ORGANISATION_WORDS | ORGANISATION_NOUNS


def _folds(name: str) -> Iterable[str]:
    """Give a name as it is spelt and as it is typed without accents."""
    yield name
    yield "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))


def _votes(countries: Iterable[str]) -> dict[str, list[int]]:
    """Count for each name how many lists have it for women and for men."""
    votes: dict[str, list[int]] = {}
    for country in countries:
        provider = import_module(f"faker.providers.person.{country}").Provider
        for at, key in enumerate(("first_names_female", "first_names_male")):
            spellings = {fold for name in getattr(provider, key, ()) for fold in _folds(name.lower())}
            for spelling in spellings:
                votes.setdefault(spelling, [0, 0])[at] += 1
    return votes


def read_names(*countries: str) -> dict[str, str]:
    """Read the given names of some countries, by gender; those of women and men alike are left out."""
    votes = {
        name: both
        for name, both in _votes(countries).items()
        if len(name) > _SHORT and " " not in name and name not in _NO_NAMES
    }
    return {name: "f" if woman > man else "m" for name, (woman, man) in votes.items() if woman != man}


# What the lists lack or tell otherwise than the news does.
_OWN_FEMALE = word_set(
    """
    adaeze aigul aishwarya aissatou akiko amaka aminata anahit angharad aparecida awa ayumi ayşe beryl
    bisi bríd brídín carys cerys chimamanda chioma conceição condoleezza darya deepika defne dilma dinara eka
    emi esra eun-ji evgenia evgeniya fang fatou fatoş ffion folake funmi gayane geeta georgia-may geun-hye gita
    golnaz guadalupe gul gulnara gülşen hala halyna hanneke haruka hillary hoa hua huda huong hye-jin
    ifeoma jayalalithaa jen ji-woo joan kateryna kavita kaye keiko kersti ketanji ketevan khady kiran
    kristen ksenia li-na lindiwe ling lubna lusine lyudmila mahsa mamata margriet mariama mariko mariya
    maryna małgorzata meena mei meifeng meiling michiko min-ji nadezhda naoko nasrin nataliya natia naïma nerys
    nga ngozi nino nirmala noriko nosipho nyambura oksana oleksandra oluchi oprah orla parisa puja qiaoyan reem
    rekha rie rylee sachiko sahar sana saule serena shilpa shirin siân smriti somaya soo-jin suad sunita sushma
    swati ségolène thandi thuy tomoko tulsi usha venus wafa wambui wanjiru winifred xiaohong xiaoli xiu
    yekaterina yelena yoko yuko yuliya zanele zeinab zoya
    """
)
_OWN_MALE = word_set(
    """
    abdel abdel-rahman abdelaziz abdoulaye abdulaziz abiy abu ajay ajit akira alasdair alassane aled alexey algirdas
    alun amadou amrit anatoliy anatoly andriy anil antonis aram ariel arkady armen artem artyom arun arvind
    ashok atiku avigdor babatunde ban barack barnaby bashar bassam beto bidzina bilawal binali bo bola boyko
    bronisław bülent cheikh chinua chukwuemeka costas daisuke dak davit deepak dimitris dmitry
    dmytro duc dung egor ehud eitan elchin eli emeka emmerson emomali emrys evgeni evgeny evo fadi faisal
    femi feng fouad francois frank-walter fumio fyodor gadi gamal gang gennady georgi gethin
    ghassan giorgi giorgos gitanas gleb goodluck grigory guo gurbanguly gurpreet haider haile hailemariam
    halvard hamad hani hao harpreet haruki hayk heydar hideki hisham hosni hulusi husayn hussain ibrahima ichiro
    ieuan ihor ilham ilya imad iqbal irakli islam issam itamar ivaylo ivica jaber jae-in jagmeet jarosław jian
    jie jinping jomo jong-un jorg junichiro kassym-jomart keqiang kev khalaf ki-moon kimi kipchoge kirill
    kostas krasimir kyriakos lebron lech lei lev levan liang linas lubos luiz lula macky mahesh majid makoto
    manmohan manoj mansour marwan masahiro matvei meles mevlut mikheil min-jun ming mitt mohsen mousa
    muhammadu mukesh mwai mykola naftali naoto narendra naresh nasser navjot nawaz nayib nguyen nikita nikola
    nikolay nikoloz nikos nitin nizar novak nursultan obinna oguz oleksandr oleksiy olly olusegun
    oluwaseun osama ousmane pal panos peng pervez petro piyush prakash pritam qasem qassem qi qiang raila raj
    rajesh rajiv rakesh ramesh rami ramzan rodion rohit ruairí rumen rustam ryo sachin sadyr saeb saeed salva
    sanjay satoshi sauli saulius selahattin semyon seok-yeol serhiy serzh shavkat shehbaz sheikh shigeki shigeru
    shimon shinzo sipho subrahmanyam sundar sunil suresh takashi tao taras tarek taro tedros temur terry tetsuya
    thabo themba tiger timofey timur toshihiro tunde tzipi uhuru urho uri usain vaclav valery vasily vijay
    vikram vinod virat vitaly vojislav volodymyr vyacheslav wei wen wenbo wole xi xiang xiaoping yaroslav yasir
    yasuo yevgeny yi yitzhak yoav yogi yong yoshihide yoweri yukiya yuri yury zafar zhen zhong ziad zurab
    """
)
# Names of men in Italy and of women elsewhere.
_OWN_EITHER = word_set("andrea dalia leslie lindsey marion michele")
_VOTES = _votes(_LISTS)
_NAMES = {name for name in _VOTES if len(name) > 1 and " " not in name} - _NO_NAMES
_NAMES -= _OWN_FEMALE | _OWN_MALE | _OWN_EITHER
GIVEN_FEMALE = _OWN_FEMALE | {name for name in _NAMES if _VOTES[name][0] >= _SURE * _VOTES[name][1]}
GIVEN_MALE = _OWN_MALE | {name for name in _NAMES if _VOTES[name][1] >= _SURE * _VOTES[name][0]}
# Given names of women and men alike: they tell a person, but no gender.
GIVEN_EITHER = _OWN_EITHER | (_NAMES - GIVEN_FEMALE - GIVEN_MALE)
