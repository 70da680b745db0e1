"""Sentences of news and the TIMEX3 values of their dates: chiefly last or next, and whole phrases."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.enrich.dates import tag_dates

WEDNESDAY = datetime(2030, 6, 12, 18, 0, tzinfo=UTC)
JUNE = """
The minister was shown around the plant on Monday. | 2030-06-10
Voters will choose a new mayor on Sunday. | 2030-06-16
The results are expected on Friday. | 2030-06-14
The results were expected on Friday. | 2030-06-14
Talks were due to resume on Thursday. | 2030-06-13
He told lawmakers on Tuesday that the deal would be signed by Friday. | 2030-06-11 2030-06-14
The company said Tuesday it plans to cut 300 jobs by September. | 2030-06-11 2030-09
The strike, which began on Saturday, is to end on Monday. | 2030-06-08 2030-06-17
Police arrested two men on Friday over a robbery in March. | 2030-06-07 2030-03
A man arrested on Friday is to appear in court on Thursday. | 2030-06-07 2030-06-13
The law takes effect on July 1. | 2030-07-01
The ban, in force since May 3, expires in August. | 2030-05-03 2030-08
The two leaders last met in November. | 2029-11
The two leaders are to meet in November. | 2030-11
She has been in hospital since Saturday. | 2030-06-08
The president arrives in Port Arden on Thursday for a two-day visit. | 2030-06-13 P2D
The president is visiting Port Arden on Thursday. | 2030-06-13
Ahead of Sunday's vote, both sides claimed victory. | 2030-06-16
After Sunday's vote, both sides claimed victory. | 2030-06-09
Sunday's vote was the first since 2019. | 2030-06-09 2019
Sunday's vote will be the first since 2019. | 2030-06-16 2019
On Monday, the court heard that he left at noon. | 2030-06-10 2030-06-10T12:00
On Monday, the court will hear from two experts. | 2030-06-17
The deadline is Friday. | 2030-06-14
The deadline for bids is June 30. | 2030-06-30
The club faces Dunmore on Saturday. | 2030-06-15
The club beat Dunmore on Saturday. | 2030-06-08
The club beat Dunmore 3-1 on Saturday and play Corrie on Tuesday. | 2030-06-08 2030-06-18
The final is on Sunday. | 2030-06-16
Schools reopen on Monday after a week of floods. | 2030-06-17 P1W
Schools reopened on Monday after a week of floods. | 2030-06-10 P1W
He was remanded in custody until July 4. | 2030-07-04
He resigned in April last year. | 2029-04
The plant will close in the spring of 2031. | 2031-SP
The index closed at 4,100 on Tuesday, its highest since January. | 2030-06-11 2030-01
Sales rose 3% in May from a year earlier. | 2030-05 2029-05
Profit in the first quarter of 2030 was 3 million, up from 2 million in the same period of 2029. | 2030-Q1 2029-Q1
The bank expects growth of 2% next year and 3% in 2032. | 2031 2032
The storm made landfall early on Tuesday. | 2030-06-11
The storm is forecast to make landfall early on Thursday. | 2030-06-13
Some 2000 people marched on Sunday. | 2030-06-09
The 2028 Games cost twice as much. | 2028
The vote has been postponed from Friday to Monday. | 2030-06-14 2030-06-17
The inquiry could take until 2032 to finish. | 2032
It would be the third strike since the start of the year. | 2030
The show runs until June 30. | 2030-06-30
The fire broke out at about 3 a.m. on Monday. | 2030-06-10T03:00
The meeting is at 10 a.m. Thursday. | 2030-06-13T10:00
Polls open at 7 a.m. (0500 GMT) on Sunday. | 2030-06-16T07:00 2030-06-16T05:00Z 2030-06-16
They married in June 1998 and divorced ten years later. | 1998-06 2008
He was born on February 29, 1984. | 1984-02-29
The band will tour in the autumn. | 2030-FA
The band toured last autumn. | 2029-FA
She won in 2022, 2024 and 2026. | 2022 2024 2026
From 1939 to 1945 it was closed. | 1939 1945
The 1939-45 war closed it. | 1939
In the 19th century it was a mill. | 18
The mid-1990s were kind to it. | 199
He said the talks held in March had failed. | 2030-03
We may know more on Friday. | 2030-06-14
The sanctions imposed in December remain in place. | 2029-12
The two had agreed to meet on Friday, but the talks were called off. | 2030-06-14
The council voted on Tuesday to close the pool in October. | 2030-06-11 2030-10
Rain is expected through Thursday. | 2030-06-13
The trial opened Monday and is expected to last three weeks. | 2030-06-10 P3W
Fighting resumed over the weekend. | 2030-W23-WE
There will be fireworks at the weekend. | 2030-W24-WE
They will meet again in two weeks. | P2W
It happened two weeks ago. | 2030-W22
The new tax comes in from January. | 2031-01
The figure was published on Wednesday. | 2030-06-12
The figure will be published on Wednesday. | 2030-06-12
The report, published Friday, says the dam failed in 2019. | 2030-06-07 2019
The budget for 2031 will be presented on the third Monday of October. | 2031 2030-10-21
The Sept. 11 hearing was cut short. | 2029-09-11
He is due back in court on 8 August. | 2030-08-08
Her contract ends in 2033. | 2033
Tickets go on sale on Friday at 9am. | 2030-06-14T09:00
Inflation slowed to 2.4% in May, compared with 2.6% in April. | 2030-05 2030-04
The shop was busy before Christmas. | 2029-12-25
The village was flooded at Easter. | 2030-04-21
It was cut by 2000 units in 1500 homes. |
Model 2019 weighs 1850 kg. |
She lives at 1984 Orwell Road. |
The 1500 metres final is on Sunday. | 2030-06-16
Between 1500 and 2000 workers walked out. |
More than 1900 were hurt. |
The price rose from 1800 to 2000 crowns. |
Room 2001 and flight 1999 were full. |
He scored 2000 runs. |
The 2030s will be warmer. | 203
The government fell in March, two days after the vote. | 2030-03 P2D
By Tuesday, 12 people had died. | 2030-06-11
By Friday, 12 more will have arrived. | 2030-06-14
The court ruled in favour of the plaintiffs in July. | 2029-07
Elections set for Sunday have been cancelled. | 2030-06-16
A summit planned for July was cancelled. | 2030-07
The government wants to pass it before July. | 2030-07
The treaty was signed in Geneva on April 3 and ratified in May. | 2030-04-03 2030-05
The next round is in Oslo on June 20-22. | 2030-06-20 2030-06-22
The ship sank on the night of 3 March 1911. | 1911-03-03TNI
Nobody saw him again until Thursday. | 2030-06-06
It has rained every day this month. | P1D 2030-06
He trains twice a week. | P1W
The company reports its results on July 25. | 2030-07-25
The company reported its results on April 25. | 2030-04-25
The company reported results that beat estimates on Monday. | 2030-06-10
"We'll see on Friday," he said. | 2030-06-14
"I don't think we'll be ready by Friday," he said. | 2030-06-14
"I saw him Friday," she said. | 2030-06-07
"It's on Friday," she said. | 2030-06-14
"They came back on the Sunday," she said. | 2030-06-09
He is to be sentenced on Friday for a crime committed in February. | 2030-06-14 2030-02
The minister, speaking on Tuesday, said nothing. | 2030-06-11
The exhibition, opening on Friday, has 80 works. | 2030-06-14
The road closes at midnight on Sunday. | 2030-06-16T00:00
Last Friday the council met; next Friday it meets again. | 2030-06-07 2030-06-14
This week's vote follows one last month. | 2030-W24 2030-05
The year before last, it snowed. | 2028
In the past decade it has doubled. | P10Y
Over the next five years it will double. | P5Y
Late last year it was sold. | 2029
It opened in late 2019. | 2019
The governor takes office in January. | 2031-01
The governor took office in January. | 2030-01
"""
FRIDAY = datetime(2030, 10, 11, 12, 0, tzinfo=UTC)
OCTOBER = """
Two miners were killed on Thursday when a tunnel collapsed, officials said. | 2030-10-10
The group said it had signed a deal on Monday to supply 40 trains by 2034. | 2030-10-07 2034
Mr Hale, who took over in March, will step down at the end of the year. | 2030-03 2030
The new rules come into force on November 1. | 2030-11-01
The trial of the two men begins on Monday. | 2030-10-14
The trial of the two men began on Monday. | 2030-10-07
The Senate could vote as early as Tuesday. | 2030-10-15
A funeral will be held on Saturday, the family said on Thursday. | 2030-10-12 2030-10-10
The central bank, which meets next Wednesday, has kept rates at 4% since February. | 2030-10-16 2030-02
Exports fell 2.3 percent in September from August. | 2030-09 2030-08
Exports fell 2.3 percent in September compared with the same month last year. | 2030-09 2029-09
The economy shrank 0.3% in the July-September quarter. | 2030-Q3
The airline carried 3.1 million passengers in the three months to June. | P3M 2030-06
The shares, which listed in 2027, have lost a third of their value since July. | 2027 2030-07
An earlier version of this story, published on October 9, misspelled a name. | 2030-10-09
She was first elected in 2018 and re-elected four years later. | 2018 2022
The case has been adjourned to December 2. | 2030-12-02
The road will be closed from 8pm on Sunday until 6am on Monday. | 2030-10-13T20:00 2030-10-14T06:00
The match kicks off at 19:45 on Wednesday. | 2030-10-16T19:45
The team arrived late on Sunday night. | 2030-10-06TNI
The spacecraft is scheduled to lift off at 14:20 GMT on October 19. | 2030-10-19T14:20Z
The spacecraft lifted off at 14:20 GMT on Tuesday. | 2030-10-08T14:20Z
In the early hours of Thursday, shots were heard. | 2030-10-10
The mayor promised in May to fix the road before winter. | 2030-05 2030-WI
It was the coldest October night since 1974. | 2030-10 1974
The club has not won a title since the 1990s. | 199
The first snow usually falls in December. | 2030-12
The minister visited the site yesterday morning. | 2030-10-10TMO
Tomorrow night's concert is sold out. | 2030-10-12TNI
He will be 40 on Christmas Eve. | 2030-12-24
The inquiry, set up last November, will report next spring. | 2029-11 2031-SP
The plant was due to open in 2029 but is now expected to start in the second half of next year. | 2029 2031-H2
The results, due on October 24, will show a loss. | 2030-10-24
The two presidents spoke by phone on Friday. | 2030-10-11
The two presidents will speak by phone on Friday. | 2030-10-11
Voting ends on Sunday and the winner will be named on Monday. | 2030-10-13 2030-10-14
The suspect was arrested on Wednesday and charged on Thursday. | 2030-10-09 2030-10-10
The suspect will be charged on Saturday and appear in court on Monday. | 2030-10-12 2030-10-14
On 3 March 2021, and again on 9 June that year, the dam leaked. | 2021-03-03 2021-06-09
The letter, dated January 14, was never answered. | 2030-01-14
He has lived here since the summer of 1988. | 1988-SU
The film opens nationwide on November 22. | 2030-11-22
Tourist numbers doubled between 2022 and 2028. | 2022 2028
The war, which ended in 1945, left 2,000 dead. | 1945
The factory closed a decade ago. | 202
The strike lasted three days in June and a week in August. | P3D 2030-06 P1W 2030-08
They agreed to a six-month truce in January. | P6M 2030-01
It was published in the October issue. | 2030-10
Unemployment was 5.1% at the end of September. | 2030-09
Unemployment will be 5.1% at the end of December. | 2030-12
The carrier said it would resume flights on Oct. 20. | 2030-10-20
"We had no choice," Ms Orr said on Thursday. "On Wednesday night the river rose two metres." | 2030-10-10 2030-10-09TNI
The hearing continues on Monday. | 2030-10-14
The hearing continues. |
Police want to hear from anyone who was in the park between 4pm and 6pm on Tuesday. | 2030-10-08T16:00 2030-10-08T18:00
The body was found at around 7.15am yesterday. | 2030-10-10T07:15
He is accused of stealing the car on Tuesday. | 2030-10-08
He is believed to have left the country on Monday. | 2030-10-07
He has pleaded not guilty and will stand trial in January. | 2031-01
Her husband died in August, aged 91. | 2030-08
Three people have died in the area since Monday. | 2030-10-07
Three more storms are expected before Sunday. | 2030-10-13
The next election must be held by May 2033. | 2033-05
The offer closes at noon on October 31. | 2030-10-31T12:00
Last week's summit was the third in as many months. | 2030-W40
This year's harvest is the worst since 2011. | 2030 2011
They flew home on Sunday after the tournament, which Dunmore won on Saturday. | 2030-10-06 2030-10-05
Sales in the quarter ended September 30 rose to 41 million from 38 million a year ago. | 2030-09-30 2029
Fans queued from 5 a.m. on Thursday. | 2030-10-10T05:00
The ministry gave no details of Monday's blast. | 2030-10-07
Monday's talks are seen as a last chance. | 2030-10-14
The pair wed in Port Arden on New Year's Day. | 2030-01-01
It rained for 40 days. | P40D
A 30-year bond was sold in May. | P30Y 2030-05
Trains run every 20 minutes until midnight. | PT20M 2030-10-11T00:00
He was jailed for seven and a half years in 2026. | P90M 2026
"""


def read(table: str) -> list[tuple[str, list[str]]]:
    rows = (line.rpartition(" |") for line in table.strip().splitlines())
    return [(sentence, values.split()) for sentence, _, values in rows]


@pytest.mark.parametrize(("sentence", "expected"), read(JUNE))
def test_a_sentence_of_a_wednesday_in_june(sentence: str, expected: list[str]) -> None:
    assert [found.value for found in tag_dates(sentence, published_at=WEDNESDAY, language="en").dates] == expected


@pytest.mark.parametrize(("sentence", "expected"), read(OCTOBER))
def test_a_sentence_of_a_friday_in_october(sentence: str, expected: list[str]) -> None:
    assert [found.value for found in tag_dates(sentence, published_at=FRIDAY, language="en").dates] == expected
