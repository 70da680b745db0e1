"""Names of months, zones and halves of the day, as feeds write them."""

from __future__ import annotations

# One paragraph a language; several forms of a month are joined by a slash.
_LANGUAGES = """
jan feb mar apr may jun jul aug sep oct nov dec

january february march april may june july august september/sept october november december

janvier/janv février/fevrier/févr/fevr/fév/fev mars avril/avr mai juin juillet/juil août/aout septembre/sept
octobre/oct novembre/nov décembre/decembre/déc/dec

januar/jänner/jan februar/feber/feb märz/maerz/mrz/mär april/apr mai juni/jun juli/jul august/aug september/sept
oktober/okt november/nov dezember/dez

enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago septiembre/setiembre/sept/set
octubre/oct noviembre/nov diciembre/dic

gennaio/gen febbraio/feb marzo/mar aprile/apr maggio/mag giugno/giu luglio/lug agosto/ago settembre/sett/set
ottobre/ott novembre/nov dicembre/dic

janeiro/jan fevereiro/fev março/marco/mar abril/abr maio/mai junho/jun julho/jul agosto/ago setembro/set outubro/out
novembro/nov dezembro/dez

januari/jan februari/feb maart/mrt april/apr mei juni/jun juli/jul augustus/augusti/aug september/sep oktober/okt
november/nov december/dec

stycznia/styczeń/sty lutego/luty/lut marca/marzec/mar kwietnia/kwiecień/kwi maja/maj czerwca/czerwiec/cze
lipca/lipiec/lip sierpnia/sierpień/sie września/wrzesień/wrz października/październik/paź listopada/listopad/lis
grudnia/grudzień/gru

января/январь/янв февраля/февраль/фев марта/март/мар апреля/апрель/апр мая/май июня/июнь/июн июля/июль/июл
августа/август/авг сентября/сентябрь/сен/сент октября/октябрь/окт ноября/ноябрь/ноя декабря/декабрь/дек

січня/січень/січ лютого/лютий/лют березня/березень/бер квітня/квітень/кві травня/травень/тра червня/червень/чер
липня/липень/лип серпня/серпень/сер вересня/вересень/вер жовтня/жовтень/жов листопада/листопад/лис
грудня/грудень/гру

ledna/leden února/unor/únor března/březen dubna/duben května/květen června/červen července/červenec srpna/srpen září
října/říjen listopadu prosince/prosinec

január/januar február/februar/febr március/marcius/márc április/aprilis/ápr május/majus/máj június/junius/jún
július/julius/júl augusztus/aug szeptember/szept október/oktober/okt november/nov december/dec

ιαν/ιανουαρίου φεβ/φεβρουαρίου μάρ/μαρ/μάρτιος/μαρτίου απρ/απριλίου μάι/μαϊ/μαι/μάϊ/μαΐου ιούν/ιον/ιουν/ιουνίου
ιούλ/ιολ/ιουλ/ιουλίου αύγ/αυγ/αυγούστου σεπ/σεπτεμβρίου οκτ/οκτωβρίου νοέ/νοε/νοεμβρίου δεκ/δεκεμβρίου

ocak/oca şubat/subat/şub mart/mar nisan/nis mayıs/mayis/may haziran/haz temmuz/tem ağustos/agustos/ağu eylül/eyl
ekim/eki kasım/kasim/kas aralık/aralik/ara

jan febr/feb mars/mar apr maj juni/jun juli/jul aug sept/sep okt nov dec/des

januar februar marts/mars april maj/mai juni juli august september oktober november december/desember

ianuarie/ian februarie/feb martie/mar aprilie/apr mai iunie/iun iulie/iul august/aug septembrie/sept octombrie/oct
noiembrie/noi decembrie/dec

gener/gen febrer/febr març abril/abr maig juny juliol/jul agost/ago setembre/set octubre/oct novembre/nov
desembre/des

januára/január februára/február marca/marec apríla/apríl mája/máj júna/jún júla/júl augusta/august septembra/september
októbra/október novembra/november decembra/december

januar/januarja februar/februarja marec/marca/mart april/aprila maj/maja junij/junija/jun julij/julija/jul
avgust/avgusta/avg september/septembra/septembar oktober/oktobra/oktobar november/novembra/novembar
december/decembra/decembar

януари февруари/фев март април/апр май юни юли август/авг септември/септ октомври/окт ноември/ноем декември/дек

tammikuuta/tammikuu helmikuuta/helmikuu maaliskuuta/maaliskuu huhtikuuta/huhtikuu toukokuuta/toukokuu kesäkuuta/kesäkuu
heinäkuuta/heinäkuu elokuuta/elokuu syyskuuta/syyskuu lokakuuta/lokakuu marraskuuta/marraskuu joulukuuta/joulukuu

jaanuar/jaan veebruar/veebr märts aprill/apr mai juuni juuli august/aug september/sept oktoober/okt november/nov
detsember/dets

janvāris/janvārī februāris/februārī marts/martā aprīlis/aprīlī maijs/maijā jūnijs/jūnijā jūlijs/jūlijā augusts/augustā
septembris/septembrī oktobris/oktobrī novembris/novembrī decembris/decembrī

sausio/saus vasario/vas kovo/kov balandžio/bal gegužės/geg birželio/birž liepos/liep rugpjūčio/rugp rugsėjo/rugs
spalio/spal lapkričio/lapkr gruodžio/gruod

januari/jan februari/feb maret/mar april/apr mei juni/jun juli/jul agustus/agu september/sep oktober/okt november/nov
desember/des

ינואר/בינואר פברואר/בפברואר מרץ/במרץ אפריל/באפריל מאי/במאי יוני/ביוני יולי/ביולי אוגוסט/באוגוסט ספטמבר/בספטמבר
אוקטובר/באוקטובר נובמבר/בנובמבר דצמבר/בדצמבר

ژانویه فوریه مارس آوریل مه/می ژوئن/جون ژوئیه/جولای اوت/آگوست سپتامبر اکتبر نوامبر دسامبر

يناير فبراير مارس أبريل/ابريل مايو يونيو يوليو أغسطس/اغسطس سبتمبر أكتوبر/اكتوبر نوفمبر ديسمبر
"""
# "mar" is March in every language that writes it, "mai" May; "lis" is November in Polish and October in Croatian:
# Polish stands here, and the first paragraph that has a form keeps it.
MONTHS: dict[str, int] = {}
for _paragraph in _LANGUAGES.split("\n\n"):
    for _number, _forms in enumerate(_paragraph.split(), start=1):
        for _form in _forms.split("/"):
            MONTHS.setdefault(_form.casefold(), _number)

# Minutes east of Greenwich. Names that mean several zones (IST, CST in China, BST in Dhaka) stand for the one
# that feeds mean most: RFC 822's where it has the name.
_ZONE_LINES = """
+0 Z UT UTC GMT WET
-10:00 HST
-9:00 AKST
-8:00 PST AKDT PT
-7:00 MST PDT MT
-6:00 CST MDT CT
-5:00 EST CDT ET COT PET
-4:00 EDT AST CLT VET AT
-3:30 NST
-3:00 ADT BRT ART
-2:30 NDT
+1:00 BST WEST CET MEZ MET WAT
+2:00 CEST MESZ MEST EET SAST CAT
+3:00 EEST MSK МСК EAT TRT
+4:00 MSD GST SAMT
+5:00 PKT YEKT
+5:30 IST
+5:45 NPT
+6:00 OMST
+7:00 ICT WIB KRAT
+8:00 HKT SGT AWST PHT
+9:00 JST KST
+9:30 ACST
+10:00 AEST VLAT
+10:30 ACDT
+11:00 AEDT
+12:00 NZST
+13:00 NZDT
"""
ZONES: dict[str, int] = {}
for _line in _ZONE_LINES.strip().splitlines():
    _offset, *_names = _line.split()
    _hours, _, _minutes = _offset[1:].partition(":")
    ZONES.update(dict.fromkeys(_names, (int(_hours) * 60 + int(_minutes or 0)) * (-1 if _offset[0] == "-" else 1)))

# Names that mean another offset in summer; those above are for systems that know no better.
REGIONS: dict[str, str] = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
    "AT": "America/Halifax",
}

# One language a line, Monday first.
_WEEKDAY_LINES = """
monday/mon tuesday/tue/tues wednesday/wed thursday/thu/thur/thurs friday/fri saturday/sat sunday/sun
montag/mo dienstag/di mittwoch/mi donnerstag/do freitag/fr samstag/sonnabend/sa sonntag/so
lundi/lun mardi/mar mercredi/mer jeudi/jeu vendredi/ven samedi/sam dimanche/dim
lunes martes miércoles/miercoles/mié jueves/jue viernes/vie sábado/sabado/sáb domingo/dom
lunedì martedì mercoledì giovedì/gio venerdì sabato/sab domenica
segunda/seg terça/ter quarta/qua quinta/qui sexta/sex sábado domingo
maandag/ma dinsdag woensdag/wo donderdag vrijdag/vr zaterdag/za zondag/zo
poniedziałek/pon wtorek/wto/wt środa/śro/śr czwartek/czw piątek/pią/pt sobota/sob niedziela/nie
понедельник/пн вторник/вт среда/ср четверг/чт пятница/пт суббота/сб воскресенье/вс
понеділок вівторок середа четвер пʼятниця субота неділя/нд
måndag/mandag/mån tisdag/tirsdag/tis/tir onsdag/ons torsdag/tor fredag/fre lördag/lørdag/lör/lør söndag/søndag/sön/søn
pazartesi/pzt salı/sal çarşamba/çar perşembe/per cuma cumartesi/cmt pazar/paz
월 화 수 목 금 토 일
"""
WEEKDAYS: dict[str, int] = {}
for _line in _WEEKDAY_LINES.strip().splitlines():
    for _number, _forms in enumerate(_line.split()):
        for _form in _forms.split("/"):
            WEEKDAYS.setdefault(_form.casefold(), _number)

MERIDIEMS: dict[str, str] = {
    **dict.fromkeys(("오전", "上午", "午前", "π.μ", "πμ", " de."), "am"),
    **dict.fromkeys(("오후", "下午", "午後", "μ.μ", "μμ", " du."), "pm"),
}
