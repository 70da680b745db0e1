"""What people read: everything is there, counted, and nothing of it drives what shows it."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from msgspec.structs import replace

from pipeline.errors import ConfigError
from pipeline.notify import format_alert, parse_template
from pipeline.notify.cleaning import clean, defuse, to_link
from pipeline.notify.entry import describe, show, tell_joined
from pipeline.notify.mail import Envelope, make_mail
from pipeline.notify.message import Message, write_message
from pipeline.types import Alert, Change, Joined, Spike
from tests.documents import make_document
from tests.notify.making import HOSTILE, NRC, RUNG_AT, make_alert

ENVELOPE = Envelope(sender=("Wirewatch", "monitor@desk.example"), to=(("", "desk@desk.example"),))


def write(*alerts: Alert, digest: bool = False, **options: Any) -> Message:
    return write_message([(alert, None) for alert in alerts], digest=digest, **options)


def read_shown(html: str) -> str:
    """What a reader sees of a page."""
    return "".join(str(text) for text in lxml_html.fromstring(html).itertext())


def test_a_message_says_why_it_came_and_where_the_proof_is() -> None:
    said = replace(NRC, said_by="Ada Voss", field="title", start=0, end=7)
    alert = make_alert(late=True, evidence=(NRC, said, replace(NRC, said_by="")))
    message = write(alert, public_url="https://watch.example/")
    lines = message.text.splitlines()
    assert message.title == "council (late): Talks about the lighthouse 1"
    assert lines == [
        "https://news.example/1",
        "late: the article is older than what is found in time",
        "mentioned: [the NRC]  (clause name:council, name council, variant the NRC; text 4-11)",
        "said by Ada Voss: [the NRC]  (clause name:council, name council, variant the NRC; title 0-7)",
        "said by somebody: [the NRC]  (clause name:council, name council, variant the NRC; text 4-11)",
        "rule council version v1, alert a1",
        "text hash 5f5f",
        "archived in 2026/11/24/a.warc.gz at offset 17, sha256 abab",
        "https://watch.example/article/e1",
    ]
    shown = read_shown(message.html)
    for line in lines[1:-1]:
        assert line.replace("[", "").replace("]", "").replace("  (", " (") in shown


def test_a_change_a_spike_and_who_joined_are_told() -> None:
    change = Change(old_revision=1, new_revision=2, before="the \x1b NRC met", after="nobody\nmet")
    lines = format_alert(make_alert(event="phrase_removed", change=change)).splitlines()
    assert "council (phrase removed): Talks" in lines[0]
    assert [line.strip() for line in lines[2:5]] == [
        "phrase removed between revisions 1 and 2",
        "before: the NRC met",
        "after: nobody met",
    ]
    spike = Spike(count=23, counted="stories", usual=1.5, times=5, window_minutes=60, days=14, until=RUNG_AT)
    joined = Joined(origins=2, reprints=41, sources=tuple(f"Source {n}" for n in range(7)))
    text = write(make_alert(event="spike", spike=spike, joined=joined)).text
    assert (
        "23 stories in the 60 minutes before 2026-11-24 10:00 UTC; usual are 1.5 (mean of 14 days), "
        "the rule rings at 5 times that"
    ) in text
    assert "2 origins, 41 reprints: Source 0, Source 1, Source 2, Source 3, Source 4, 2 more" in text
    assert tell_joined(Joined()) == ""


@pytest.mark.parametrize(
    ("found", "told"), [(5, ""), (6, "and 1 more passage of 6"), (14, "and 9 more passages of 14")]
)
def test_all_passages_are_counted(found: int, told: str) -> None:
    message = write(make_alert(evidence=(NRC,) * found))
    assert message.text.count("[the NRC]") == 5
    assert (told in message.text) is (told in read_shown(message.html)) is True
    assert ("more passage" in message.text) is bool(told)


def test_the_words_around_a_passage_are_shown_when_they_are_at_hand() -> None:
    text = "First paragraph.\n\nThe envoys of the NRC met in Brussels " + "and talked " * 20
    start = text.index("the NRC")
    evidence = replace(NRC, start=start, end=start + 7)
    document = make_document(text=text)
    (shown,) = describe(make_alert(evidence=(evidence,)), document).passages
    assert show(shown).startswith("The envoys of [the NRC] met in Brussels and talked")
    assert show(shown).endswith("…")
    for one, its in ((evidence, None), (replace(evidence, start=0, end=7), document)):
        assert show(describe(make_alert(evidence=(one,)), its).passages[0]) == "[the NRC]"


def test_a_digest_has_its_contents_first_and_one_entry_an_alert_by_rule() -> None:
    alerts = [make_alert(n, rule=("council", "harbour")[n % 2]) for n in range(9)]
    message = write(*alerts, digest=True)
    assert message.title == "9 alerts: council (5), harbour (4)"
    lines = message.text.splitlines()
    assert lines[0] == "9 alerts of 2 rules: council 5, harbour 4"
    assert [line for line in lines if line.startswith("==")] == ["== council ==", "== harbour =="]
    assert [line for line in lines if line[:1].isdigit()][1:] == [
        f"{place}. Talks about the lighthouse {n}" for place, n in enumerate((0, 2, 4, 6, 8, 1, 3, 5, 7), 1)
    ]
    page = lxml_html.fromstring(message.html)
    assert len(page.findall(".//h3")) == 9
    assert {link.get("href") for link in page.findall(".//a")} == {alert.url for alert in alerts}


def test_a_part_of_a_digest_says_which_it_is() -> None:
    message = write(make_alert(), make_alert(2), digest=True, part=(2, 3))
    assert message.title == "2 alerts (part 2 of 3): council (2)"
    assert message.text.startswith("2 alerts of 1 rule (part 2 of 3): council 2\n")


def test_an_entry_is_never_so_long_that_fifty_do_not_fit_into_a_mail() -> None:
    long = "word " * 100_000
    evidence = replace(NRC, passage=long, clause=long, variant=long, name=long, said_by=long)
    change = Change(old_revision=1, new_revision=2, before=long, after=long)
    joined = Joined(origins=9, reprints=9, sources=(long,) * 99)
    message = write(
        make_alert(title=long, evidence=(evidence,) * 99, change=change, joined=joined, event="phrase_added")
    )
    assert len(message.title) <= 200
    assert len(message.text) < 6_000
    assert len(message.html) < 10_000


# --- hostile text ---


def make_hostile() -> Alert:
    evidence = replace(NRC, passage=HOSTILE, clause=HOSTILE, variant=HOSTILE, name=HOSTILE, said_by=HOSTILE)
    change = Change(old_revision=1, new_revision=2, before=HOSTILE, after=HOSTILE)
    joined = Joined(origins=2, reprints=3, sources=(HOSTILE,))
    return make_alert(
        title=HOSTILE, rule="council", evidence=(evidence,), change=change, event="phrase_added", joined=joined
    )


def test_html_holds_no_element_and_no_address_of_a_feed() -> None:
    for digest in (False, True):
        page = lxml_html.fromstring(write(make_hostile(), digest=digest).html)
        known = {"html", "head", "meta", "title", "body", "h2", "h3", "p", "ul", "li", "bdi", "mark", "span", "a", "br"}
        assert {element.tag for element in page.iter()} <= known
        assert {name for element in page.iter() for name in element.attrib} <= {
            "charset",
            "style",
            "dir",
            "href",
            "rel",
        }
        assert {link.get("href") for link in page.findall(".//a")} == {"https://news.example/1"}


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//evil.example",
        "http://[",
        "https:",
        "",
        "x" * 9,
    ],
)
def test_only_pages_of_the_web_become_links(url: str) -> None:
    assert to_link(url) is None
    assert "<a " not in write(make_alert(url=url)).html


def test_a_link_cannot_end_early() -> None:
    link = to_link("https://news.example/a'b\"><script>|x `y`\r\nZ")
    assert link == "https://news.example/a'b%22%3E%3Cscript%3E%7Cx%20%60y%60%20Z"
    assert to_link("https://news.example/é?q=1&b=%20#x") == "https://news.example/%C3%A9?q=1&b=%20#x"


def test_a_chat_is_not_called_and_shows_no_link_of_a_feed() -> None:
    message = write(make_hostile())
    for text in (message.chat, message.chat_title):
        for driver in ("@everyone", "<!channel>", "](http", "<script", "<img"):
            assert driver not in text
    assert "https://news.example/1" in message.chat.splitlines()
    assert defuse("a < b, 5 @ 6, [x] (y)") == "a < b, 5 @ 6, [x] (y)"


def test_a_subject_is_one_line_of_words_and_no_header() -> None:
    message = write(make_hostile())
    raw = make_mail(ENVELOPE, title=message.title, text=message.text, html=message.html, key="k", at=RUNG_AT)
    mail: Any = message_from_bytes(raw, policy=default)
    assert mail["Bcc"] is None
    assert str(mail["Subject"]).startswith("council (phrase added): Talks Bcc: x@harbour.example ]8;;http://evil")
    assert mail["Message-ID"] == "<k@desk.example>"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert mail.get_body(("plain",)).get_content().splitlines() == message.text.splitlines()
    assert max(len(line) for line in raw.splitlines()) < 998
    raw = make_mail(ENVELOPE, title="=?utf-8?q?evil?= words", text="", html="", key="k", at=RUNG_AT)
    assert str(message_from_bytes(raw, policy=default)["Subject"]) == "= ?utf-8?q?evil?= words"


@given(st.text(), st.text())
def test_no_text_breaks_a_message(title: str, passage: str) -> None:
    title, passage = (text.encode("utf-8", "replace").decode() for text in (title, passage))
    alert = make_alert(title=title, url=title, evidence=(replace(NRC, passage=passage, said_by=title),))
    for digest in (False, True):
        message = write(alert, digest=digest)
        assert all(c.isprintable() or c == "\n" for c in message.text)
        assert "\n" not in message.title
        lxml_html.fromstring(message.html)
        make_mail(ENVELOPE, title=message.title, text=message.text, html=message.html, key="k", at=RUNG_AT)


def test_a_letter_does_not_reach_over_the_lines_around_it() -> None:
    assert clean("Z" + "\u0301" * 50 + "algo") == "Z" + "\u0301" * 4 + "algo"
    assert clean("Việt Nam, שָׁלוֹם, ที่นี่") == "Việt Nam, שָׁלוֹם, ที่นี่"


# --- templates ---


def test_a_channel_may_have_its_own_words() -> None:
    template = parse_template("desk", subject="[$rule] $title ($$5)", body="$who: $passage\n\n$url")
    message = write(make_alert(title="A <b>bold</b> move"), template=template)
    assert message.title == "[council] A <b>bold</b> move ($5)"
    assert message.text == "mentioned: [the NRC]\n\nhttps://news.example/1"
    assert "<b>" not in message.html
    digest = write(make_alert(), make_alert(2), digest=True, template=template)
    assert digest.title == "[council (2)] 2 alerts ($5)"
    assert digest.text.startswith("2 alerts of 1 rule: council 2\n\nmentioned")
    assert digest.text.count("https://news.example/") == 2


def test_a_template_may_change_the_subject_alone() -> None:
    template = parse_template("desk", subject="Wire: $summary", body="")
    message = write(make_alert(), template=template)
    assert message.title == "Wire: council: Talks about the lighthouse 1"
    assert message.text == write(make_alert()).text


def test_what_a_feed_says_is_never_a_template() -> None:
    template = parse_template("desk", subject="$title", body="$title")
    message = write(make_alert(title="$rule ${alert} {{7*7}} {0.__class__}"), template=template)
    assert message.title == message.text == "$rule ${alert} {{7*7}} {0.__class__}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("$titel", r"templates\.desk\.subject: there is no \$titel; known are \$alert, \$event"),
        ("${title.__class__}", r"a `\$` without a name"),
        ("$", r"a `\$` without a name"),
    ],
)
def test_an_unknown_placeholder_is_an_error_that_names_the_known(text: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        parse_template("desk", subject=text, body="")
