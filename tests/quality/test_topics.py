from __future__ import annotations

from tests.quality.topics import judge_own, share, sort_into_bins

FIRST_FLOOR, THREE_FLOOR = 95.0, 99.0
FEWEST = 20  # topics in a bin that say something about it
LABELLED = [story for story in judge_own() if story.labels]


def test_the_best_topic_is_right_as_often_as_before() -> None:
    wrong = [story.title for story in LABELLED if not story.is_first_right]
    assert share(story.is_first_right for story in LABELLED) >= FIRST_FLOOR, wrong


def test_a_right_topic_is_among_three_as_often_as_before() -> None:
    missed = [story.title for story in LABELLED if not story.is_among_three]
    assert share(story.is_among_three for story in LABELLED) >= THREE_FLOOR, missed


def test_every_top_level_has_stories() -> None:
    labels = [label for story in LABELLED for label in story.labels]
    assert all(labels.count(f"{number:02}") >= 6 for number in range(1, 18))


def test_a_topic_is_right_at_least_as_often_as_its_score_says() -> None:
    boasts = [one for one in sort_into_bins(judge_own()) if one.count >= FEWEST and one.right < one.score - 2]
    assert not boasts


def test_a_higher_score_is_right_more_often() -> None:
    low, middle, high = (
        share(code in story.labels for story in judge_own() for code, score in story.given if start <= score < end)
        for start, end in ((0, 0.2), (0.2, 0.5), (0.5, 1.01))
    )
    assert low < middle < high


def test_what_is_about_nothing_gets_no_likely_topic() -> None:
    assert all(score < 0.3 for story in judge_own() if not story.labels for _, score in story.given)
