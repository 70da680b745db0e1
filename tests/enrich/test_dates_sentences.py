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
TUESDAY = datetime(2031, 2, 4, 12, 0, tzinfo=UTC)
FEBRUARY = """
Sunday, February 2, 2031 | 2031-02-02
According to the ministry, the ship left port at 04:30 UTC on Saturday. | 2031-02-01T04:30Z
As of 13:00 UTC, the index was down 2%. | 2031-02-04T13:00Z
The quake struck at 3:12 a.m. local time (1812 UTC Sunday). | 2031-02-04T03:12 2031-02-02T18:12Z
The company announced yesterday that its chairman will retire in April. | 2031-02-03 2031-04
Airline Norvik posted a loss of 4 million euros for the fourth quarter of 2030. | 2030-Q4
In a letter of January 30, the firm said work would resume in the second quarter. | 2031-01-30 2031-Q2
The first aircraft will be delivered in 2034, two years later than planned. | 2034 P2Y
The merger is expected to be completed by the end of the third quarter. | 2031-Q3
Last Thursday the regulator fined the bank; the bank has until Friday to respond. | 2031-01-30 2031-02-07
In January, sales of new cars fell to their lowest level since April 2025. | 2031-01 2025-04
The lawsuit, filed Monday in a district court, seeks damages. | 2031-02-03
Shares closed down 8% on Monday, after falling 5% on Friday. | 2031-02-03 2031-01-31
The company has lost money every quarter since 2028. | P1Q 2028
The firm cut 3,000 jobs in 2029 and another 1,500 last year. | 2029 2030
Two weeks earlier, the same court had rejected the claim. | 2031-W04
It is the second such accident in less than a month. | P1M
The contract, worth $2.1 billion, runs through 2036. | 2036
The test flight originally scheduled for this morning has been delayed until tomorrow. | 2031-02-04TMO 2031-02-05
The A9 first flew on April 27, 2025, and entered service in October 2027. | 2025-04-27 2027-10
The new model goes on sale in Europe this summer and in Asia in the fall. | 2031-SU 2031-FA
Hundreds of people have been evacuated since early Monday morning. | 2031-02-03TMO
The plane, built in 1997, was last inspected in November. | 1997 2030-11
The bill passed the lower house last month and goes to the Senate next week. | 2031-01 2031-W07
The strike is now in its third week. |
The trading day ended with losses of 3%. |
He will take over from Ms Lund, who has led the firm since June 2024, on March 1. | 2024-06 2031-03-01
Results for the year ended December 31, 2030, will be published on February 20. | 2030-12-31 2031-02-20
The minister is scheduled to meet his counterpart on Thursday and Friday. | 2031-02-06 2031-02-07
The program began in September 2030 and will end in June. | 2030-09 2031-06
Oil traded at $84 a barrel, the highest price since October 10. | 2030-10-10
Oil prices were $60 at this time last year. | 2030
About 1,200 workers walked off the job Saturday. | 2031-02-01
The workers had rejected an offer on January 15. | 2031-01-15
The deal must still be approved by regulators, which could happen by summer. | 2031-SU
The company said it will report in mid-March. | 2031-03
He was sentenced to 12 years in prison in the late 1980s. | P12Y 198
The two sides met for three hours on Sunday night and again on Monday morning. | PT3H 2031-02-02TNI 2031-02-03TMO
The vote will take place on the first Tuesday in May. | 2031-05-06
The fire started shortly before midnight on Friday. | 2031-01-31T00:00
On the same day, a second bomb exploded. | 2031-02-04
In 2027, on the eve of the vote, he withdrew. | 2027
The exchange will be closed on Monday for a holiday. | 2031-02-10
The exchange was closed on Monday for a holiday. | 2031-02-03
The agency, founded in 1958, turns 73 this year. | 1958 2031
"Next year will be better," he said. | 2032
"2030 was a bad year," he said. | 2030
"It will be ready in March 2032, not before," he said. | 2032-03
Between January and June, 300 cases were reported. | 2030-01 2030-06
Between January and June 2030, 300 cases were reported. | 2030-01 2030-06
The 2030 budget was cut twice in 2029. | 2030 2029
A spokesman said on Monday that talks could start as soon as this weekend. | 2031-02-03 2031-W06-WE
The festival, held every two years since 1994, will return in July 2032. | P2Y 1994 2032-07
More than 40 years after the accident, the files were opened. | P40Y
Ten days ago it was a different story. | 2031-01-25
Five months after the flood, the school is still shut. | P5M
The factory makes 2,000 cars a week. | P1W
The ban was lifted at 6 p.m. Thursday. | 2031-01-30T18:00
The next hearing is set for 9:30 a.m. Feb. 18. | 2031-02-18T09:30
The president leaves for Asia on Sunday. | 2031-02-09
The president left for Asia on Sunday. | 2031-02-02
Troops entered the town in the early hours of Sunday. | 2031-02-02
Prices are 4% higher than a year ago and 9% higher than in February 2029. | 2030 2029-02
The court is expected to rule as early as next month. | 2031-03
"""
MONDAY = datetime(2030, 12, 16, 9, 0, tzinfo=UTC)
DECEMBER = """
Firemen were called at 2.40am on Sunday and put the blaze out by noon. | 2030-12-15T02:40 2030-12-15T12:00
Snow is due to fall on Wednesday night and clear by Friday. | 2030-12-18TNI 2030-12-20
The band split up in 1989 but played together again last Christmas. | 1989 2029-12-25
Her memoir, to be published in March, begins in the winter of 1962. | 2031-03 1962-WI
Visit on a weekday if you can; on Saturdays the queue starts at 8am. | XXXX-WXX-6 2030-12-16T08:00
Flights from the island resume on December 20 and run daily until January 6. | 2030-12-20 P1D 2031-01-06
A third of voters had made up their minds before Sunday's debate. | 2030-12-15
Turnout was lower than in 2026 and 2022. | 2026 2022
It will hear evidence on Tuesday and Wednesday before it votes on Thursday. | 2030-12-17 2030-12-18 2030-12-19
He pledged on Friday to publish his tax returns by the end of January. | 2030-12-13 2031-01
The treaty expires on 31 December 2031 unless it is renewed. | 2031-12-31
Scientists first spotted the whale in August and saw it again in early November. | 2030-08 2030-11
The mission, launched in 2026, will reach the asteroid in mid-2033. | 2026 2033
Temperatures this month have been the highest since records began in 1881. | 2030-12 1881
The study followed 1,200 people for 15 years. | P15Y
It takes the planet 400 days to go round its star. | P400D
Dunmore beat Corrie 2-0 on Saturday to go top; they meet again on New Year's Day. | 2030-12-14 2031-01-01
The captain has been out since October with a knee injury but could return on Boxing Day. | 2030-10 2030-12-26
She set the record in 2027 and broke it twice in 2029. | 2027 2029
The draw takes place on Monday at 6pm. | 2030-12-16T18:00
His contract runs out next summer. | 2031-SU
The transfer window opens on January 1. | 2031-01-01
The judge adjourned the case until 10 January for reports. | 2031-01-10
The offences took place between June 2025 and March 2027. | 2025-06 2027-03
The jury retired on Thursday and returned its verdict this morning. | 2030-12-12 2030-12-16TMO
He had been on bail since his arrest on 4 May. | 2030-05-04
A post-mortem is to take place tomorrow. | 2030-12-17
Who saw the van between 9pm on Friday and 6am on Saturday should call. | 2030-12-13T21:00 2030-12-14T06:00
The bakery has been in the family since the nineteenth century. | 18
The library, which opened in September 1911, shuts for good on Friday. | 1911-09 2030-12-20
The council meets every second Tuesday. | XXXX-WXX-2
Bins will not be emptied on Christmas Day. | 2030-12-25
There was no bus service on Christmas Day last year. | 2029-12-25
The market moves indoors from January. | 2031-01
Interest rates have risen four times since last December. | 2029-12
The pound fell to its lowest since March on Monday. | 2030-03 2030-12-16
Profit for the nine months to September 30 was 12 million. | P9M 2030-09-30
The bank expects inflation to slow to 2% by late 2031. | 2031
Output grew in the three months to October, the office said on Friday. | P3M 2030-10 2030-12-13
In the year to November prices rose 4%. | 2030-11
The company, which reports full-year results in February, cut its forecast in October. | 2031-02 2030-10
The president's term ends in 2032. | 2032
Parliament rose on Thursday and will not sit again until January 13. | 2030-12-12 2031-01-13
The prime minister flew to Port Arden on Sunday for talks on Monday. | 2030-12-15 2030-12-16
The ceasefire was to begin at 6 a.m. on Monday. | 2030-12-16T06:00
The two countries broke off relations in 2024 and restored them last spring. | 2024 2030-SP
Delegates meeting in Port Arden this week will discuss the plan on Wednesday. | 2030-W51 2030-12-18
A decision is likely before the end of the month. | 2030-12
Six of the hostages were freed on 9 December, five weeks after they were taken. | 2030-12-09 P5W
The earthquake of 1755 destroyed the old town. | 1755
By the early 1700s the port had 3,000 houses. | 170
He ruled from 1643 until 1715. | 1643 1715
Built in 1903, the hotel closed in the 1970s and was a ruin by 1990. | 1903 197 1990
On 6 June 1944 he was nineteen. | 1944-06-06
The play runs Tuesday to Saturday until 11 January. | 2030-12-17 2030-12-21 2031-01-11
Doors open at 7.30pm. | 2030-12-16T19:30
Tickets are on sale from Wednesday. | 2030-12-18
"""
THURSDAY = datetime(2030, 9, 5, 15, 0, tzinfo=UTC)
SEPTEMBER = """
The parliament elected Ms Veidt as speaker on Tuesday. | 2030-09-03
The parliament is to elect a new speaker on Tuesday. | 2030-09-10
The festival was called off on Wednesday because of high winds. | 2030-09-04
Thousands are expected to line the route on Sunday. | 2030-09-08
The two sides are due back at the table on Monday. | 2030-09-09
A statement on Wednesday said three soldiers had been wounded the previous day. | 2030-09-04 2030-09-03
The city has recorded 14 murders so far this year, against 9 in the whole of 2029. | 2030 2029
The firm raised prices in July and will do so again in October. | 2030-07 2030-10
The rover landed in February 2029 and was to work for 90 days. | 2029-02 P90D
Mr Osei has until Monday to pay the fine. | 2030-09-09
The school year starts on Monday for 40,000 pupils. | 2030-09-09
The bridge, closed since June 11, reopens to traffic at 6 a.m. on Saturday. | 2030-06-11 2030-09-07T06:00
Gold hit a record $4,100 an ounce on Tuesday before slipping back on Wednesday. | 2030-09-03 2030-09-04
A vote on the motion is expected late on Thursday. | 2030-09-05
The bank cut rates in March, May and July. | 2030-03 2030-05 2030-07
Economists expect another cut in November. | 2030-11
The leak was discovered last week and reported to the regulator on Monday. | 2030-W35 2030-09-02
He had promised to resign by August 31 if the bill failed. | 2030-08-31
The coach was sacked in June after two seasons. | 2030-06
The coach will be presented to the press on Friday at noon. | 2030-09-06T12:00
The crater was formed when the volcano erupted in 1883. | 1883
An outbreak in the spring killed 200 birds. | 2030-SP
The comet will next be seen in 2106. | 2106
The vaccine trial started in early 2028 and ended in the second quarter of this year. | 2028 2030-Q2
The drug could be approved next year. | 2031
Researchers will present the data in Port Arden on September 19. | 2030-09-19
In 2025, 12 such cases were recorded; in 2029 there were 31. | 2025 2029
The judge said he would give his ruling on Friday week. | 2030-09-06
"I was in the kitchen on Sunday when it started," Ms Roe said. | 2030-09-01
"We are leaving on Sunday and we are not coming back," Ms Roe said. | 2030-09-08
"The work begins tomorrow," he told the crowd on Wednesday. | 2030-09-06 2030-09-04
The suspects were to be questioned again on Friday, police said. | 2030-09-06
A 34-year-old man was stabbed outside a bar in the early hours of Monday. | 2030-09-02
The road has been closed in both directions since 7.15 this morning. | 2030-09-05TMO
The alarm was raised at 18:20 on Tuesday by a passer-by. | 2030-09-03T18:20
The airport will be shut from midnight until 5 a.m. on Saturday. | 2030-09-07T00:00 2030-09-07T05:00
The storm is not expected to weaken until Saturday. | 2030-09-07
Nearly 300 mm of rain fell in the 24 hours to Wednesday morning. | PT24H 2030-09-04TMO
A heat wave is forecast for the weekend. | 2030-W36-WE
The play opens on September 12 and runs through October. | 2030-09-12 2030-10
Her debut album, released in 2018, sold 2 million copies. | 2018
Her next album is out on November 15. | 2030-11-15
The museum reopened in May after a three-year restoration. | 2030-05 P3Y
Dunmore host Corrie on Saturday in the first round. | 2030-09-07
The race was first held in 1923 and has been run every year since, except in 1940-45. | 1923 P1Y 1940
The club was founded on 1 May 1898. | 1898-05-01
The goalkeeper signed a contract until June 2034. | 2034-06
The season begins on September 14. | 2030-09-14
The treaty was signed on Sept. 4, 1973, in Port Arden. | 1973-09-04
The talks in January collapsed after a day. | 2030-01 P1D
The president will address the nation at 8 p.m. Thursday. | 2030-09-05T20:00
The ship was last heard from at 2240 GMT on August 29. | 2030-08-29T22:40Z
It was the first such visit since December 2019. | 2019-12
An agreement reached in April collapsed over the summer. | 2030-04 2030-SU
The tax is to rise from 18% to 20% on January 1. | 2031-01-01
The central bank's next meeting is on October 3. | 2030-10-03
The unemployment rate stood at 5% in August, unchanged from July. | 2030-08 2030-07
Next Monday's deadline will not be extended. | 2030-09-09
"""
LENT = datetime(2030, 3, 29, 15, 0, tzinfo=UTC)
MARCH = """
The carmaker will recall 90,000 vehicles from Monday, it said on Friday. | 2030-04-01 2030-03-29
The recall follows a crash in Corrie on February 12 in which two people died. | 2030-02-12
The board meets on April 11 to choose a successor. | 2030-04-11
The board met on March 11 to choose a successor. | 2030-03-11
Its shares, which hit a high in November, fell 6% on Thursday. | 2029-11 2030-03-28
The chancellor delivers her budget on Wednesday. | 2030-04-03
The chancellor delivered her budget on Wednesday. | 2030-03-27
Clashes broke out on Tuesday and continued into Wednesday. | 2030-03-26 2030-03-27
A curfew imposed on Sunday was lifted on Thursday evening. | 2030-03-24 2030-03-28TEV
The curfew will be lifted on Sunday evening. | 2030-03-31TEV
Ms Tan was first detained in October 2028 and freed eight months later. | 2028-10 2029-06
Lawyers for the firm have asked for the hearing to be moved to June. | 2030-06
The UN body warned in January that stocks would run out by Easter. | 2030-01 2030-04-21
The dispute goes back to 2019. | 2019
Production fell by a fifth between 2019 and 2021, then doubled by 2025. | 2019 2021 2025
The new line opened last Monday, four months late. | 2030-03-25 P4M
Passengers can claim refunds until the end of June. | 2030-06
The ministry has extended the deadline to April 15. | 2030-04-15
The deadline had been March 15. | 2030-03-15
The study, in Thursday's edition of the journal, covers 1990 to 2020. | 2030-03-28 1990 2020
The telescope took its first image on New Year's Eve. | 2029-12-31
It is due to be switched off in the autumn of 2032. | 2032-FA
The clocks go forward on Sunday. | 2030-03-31
He scored twice on his debut in August and has 14 goals this season. | 2029-08
Corrie travel to Dunmore on Tuesday night. | 2030-04-02TNI
The tournament starts on May 24 and the final is on June 9. | 2030-05-24 2030-06-09
The champion withdrew on Friday, hours before her match. | 2030-03-29
She will miss the rest of the year. | 2030
It was her third defeat since January 2029. | 2029-01
The actor turned 50 on Thursday. | 2030-03-28
The series returns to television next month after a break of two years. | 2030-04 P2Y
The building dates from the early 15th century. | 14
A mayor was shot dead on Good Friday last year. | 2029-03-30
The market is held on the first Sunday of every month. | P1M
Police said they received the call at 23:50 on Wednesday and arrived ten minutes later. | 2030-03-27T23:50 PT10M
The search was suspended at dusk and will resume at first light on Saturday. | 2030-03-30
Two more bodies were recovered overnight, bringing the toll since Monday to nine. | 2030-03-25
It has been dry since late February, and no rain is expected before mid-April. | 2030-02 2030-04
The drought of 1976 was worse. | 1976
A report due in the summer will recommend changes. | 2030-SU
In a letter to staff on Tuesday, he said he would leave on June 30. | 2030-03-26 2030-06-30
He joined the bank in 2003, became a partner in 2011 and ran it from 2024. | 2003 2011 2024
"I told them on Monday," he told reporters. | 2030-03-25
"They want it done by Monday," he told reporters. | 2030-04-01
"It started two weeks ago with a cough," he said. | 2030-W11
The law was passed in December and came into effect on March 1. | 2029-12 2030-03-01
The law was passed in December and will come into effect on May 1. | 2029-12 2030-05-01
Friday's jobs report showed a loss of 30,000 posts in February. | 2030-03-29 2030-02
The rate was 4.1% in the fourth quarter, up from 3.9% in the third. | 2029-Q4
The group is to publish annual results on April 18. | P1Y 2030-04-18
"""
ABROAD = """
fr: Le Premier ministre a annoncé lundi une réforme. | 2030-06-10
fr: La réforme entrera en vigueur le 1er juillet. | 2030-07-01
fr: Les élections auront lieu dimanche. | 2030-06-16
fr: Il est mort dimanche à l'âge de 84 ans. | 2030-06-09
fr: Le procès s'ouvrira le lundi 17 juin. | 2030-06-17
fr: Le procès s'est ouvert le 3 juin. | 2030-06-03
fr: En mars dernier, il avait démissionné. | 2030-03
fr: Depuis janvier, les prix ont augmenté de 3%. | 2030-01
fr: Il reviendra l'année prochaine. | 2031
fr: Entre 2024 et 2028, le nombre a doublé. | 2024 2028
fr: Le texte a été voté dans la nuit de mardi à mercredi. | 2030-06-11 2030-06-12
fr: Le sommet, prévu en septembre, est annulé. | 2030-09
fr: L'usine fermera fin 2031. | 2031
fr: L'entreprise, fondée en 1987, emploie 2000 personnes. | 1987
fr: C'était en août 2019. | 2019-08
fr: Le 14 février, elle avait gagné. | 2030-02-14
de: Der Kanzler kündigte am Montag eine Reform an. | 2030-06-10
de: Das Gesetz tritt am 1. Juli in Kraft. | 2030-07-01
de: Am Sonntag wird gewählt. | 2030-06-16
de: Er starb am Sonntag im Alter von 84 Jahren. | 2030-06-09
de: Der Prozess beginnt am Montag, dem 17. Juni. | 2030-06-17
de: Die Verhandlung hatte am 3. Juni begonnen. | 2030-06-03
de: Im März war er zurückgetreten. | 2030-03
de: Seit Januar sind die Preise um 3 Prozent gestiegen. | 2030-01
de: Das Werk soll Ende 2031 schließen. | 2031
de: Das Unternehmen wurde 1987 gegründet und beschäftigt 2000 Menschen. | 1987
de: In der vergangenen Woche streikten die Fahrer. | 2030-W23
de: Im vergangenen Jahr waren es 40. | 2029
de: Zwischen 2024 und 2028 hat sich die Zahl verdoppelt. | 2024 2028
de: Der Vertrag läuft bis zum 31. Dezember 2033. | 2033-12-31
de: Am 14. Februar hatte sie gewonnen. | 2030-02-14
de: Das Treffen ist für September geplant. | 2030-09
es: El presidente anunció el lunes una reforma. | 2030-06-10
es: La ley entrará en vigor el 1 de julio. | 2030-07-01
es: Las elecciones se celebrarán el domingo. | 2030-06-16
es: Murió el domingo a los 84 años. | 2030-06-09
es: El juicio comenzará el lunes 17 de junio. | 2030-06-17
es: El juicio comenzó el 3 de junio. | 2030-06-03
es: En marzo había dimitido. | 2030-03
es: Desde enero los precios han subido un 3%. | 2030-01
es: Volverá el próximo año. | 2031
es: La fábrica cerrará a finales de 2031. | 2031
es: La empresa, fundada en 1987, emplea a 2000 personas. | 1987
es: Hoy y mañana no lloverá. | 2030-06-12 2030-06-13
es: La semana pasada hubo huelga. | 2030-W23
es: El pasado martes se reunieron. | 2030-06-11
es: El martes pasado se reunieron. | 2030-06-11
es: El próximo jueves habrá otra reunión. | 2030-06-13
es: La cumbre está prevista para septiembre. | 2030-09
ru: Министр заявил в понедельник о реформе. | 2030-06-10
ru: Закон вступит в силу 1 июля. | 2030-07-01
ru: Выборы пройдут в воскресенье. | 2030-06-16
ru: Он умер в воскресенье. | 2030-06-09
ru: Суд начнётся в понедельник, 17 июня. | 2030-06-17
ru: Суд начался 3 июня. | 2030-06-03
ru: В марте он ушёл в отставку. | 2030-03
ru: С января цены выросли на 3%. | 2030-01
ru: Он вернётся в следующем году. | 2031
ru: Завод закроют в конце 2031 года. | 2031
ru: Компания основана в 1987 году, в ней работают 2000 человек. | 1987
ru: Сегодня и завтра дождя не будет. | 2030-06-12 2030-06-13
ru: На прошлой неделе бастовали водители. | 2030-W23
ru: В прошлый вторник они встретились. | 2030-06-11
ru: Саммит запланирован на сентябрь. | 2030-09
ru: 12 апреля 1961 года человек полетел в космос. | 1961-04-12
ru: В 2024-2028 годах число удвоилось. | 2024 2028
"""


def read(table: str) -> list[tuple[str, list[str]]]:
    rows = (line.rpartition(" |") for line in table.strip().splitlines())
    return [(sentence, values.split()) for sentence, _, values in rows]


DAYS = (
    (WEDNESDAY, JUNE),
    (FRIDAY, OCTOBER),
    (MONDAY, DECEMBER),
    (TUESDAY, FEBRUARY),
    (THURSDAY, SEPTEMBER),
    (LENT, MARCH),
)


@pytest.mark.parametrize(
    ("published_at", "sentence", "expected"),
    [(day, sentence, expected) for day, table in DAYS for sentence, expected in read(table)],
)
def test_the_dates_of_a_sentence(published_at: datetime, sentence: str, expected: list[str]) -> None:
    assert [found.value for found in tag_dates(sentence, published_at=published_at, language="en").dates] == expected


@pytest.mark.parametrize(("sentence", "expected"), read(ABROAD))
def test_a_sentence_in_another_language(sentence: str, expected: list[str]) -> None:
    language, _, text = sentence.partition(": ")
    assert [found.value for found in tag_dates(text, published_at=WEDNESDAY, language=language).dates] == expected
