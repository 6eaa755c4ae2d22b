"""python -m ops.redrive replay: a letter goes back to where it came from, and is never lost."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.ops.pipeline.fake_aws import refusal
from tests.ops.redrive.world import DEAD, FEED, PREFIX, TOPIC, UNDELIVERED, WATCH, World, event

SOURCE = f"{PREFIX}{FEED}"


def test_a_letter_of_the_job_desk_goes_to_the_queue_that_it_names(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.dies("m1", event("e1"), reason="not JSON", source=SOURCE)

    assert world.run("replay", "events/feed") == 0

    assert world.sent == [(FEED, event("e1"))]
    assert world.letters[DEAD] == {}
    assert capsys.readouterr().out == (
        "sent m1 (event e1) to events/FeedQueue\n1 sent again, 0 left\n"
    )


def test_what_sqs_moved_goes_back_with_its_attributes_and_without_those_of_its_death(
    world: World,
) -> None:
    world.dies("m1", event("e1"), moved_from=FEED, team="vision", reason="x")

    world.run("replay", "feed")

    [asked] = world.aws.asks_of("SendMessage")
    assert asked["MessageAttributes"] == {"team": {"DataType": "String", "StringValue": "vision"}}


@pytest.mark.parametrize(
    ("told", "to"),
    [
        ({"TARGET_ARN": TOPIC, "ERROR_CODE": "NO_PERMISSIONS"}, TOPIC),
        ({"TARGET_ARN": "arn:aws:lambda:us-east-1:0:function:TellOutcome"}, "TellOutcome"),
        ({"TARGET_ARN": SOURCE}, FEED),
    ],
)
def test_what_eventbridge_could_not_deliver_goes_to_its_target(
    world: World, told: Mapping[str, str], to: str
) -> None:
    world.dies("m1", event("e1"), UNDELIVERED, **told)

    assert world.run("replay", "undelivered") == 0
    assert world.sent == [(to, event("e1"))]


def test_a_call_of_a_function_that_nobody_waited_for_is_made_again(world: World) -> None:
    world.dies("m1", event("e1"), WATCH, RequestID="r", ErrorCode="200", ErrorMessage="Timeout")

    assert world.run("replay", "watch") == 0
    assert world.sent == [("WatchFleets", event("e1"))]


def test_a_letter_that_could_be_of_two_functions_stays_until_one_is_named(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.dies("m1", event("e1"), UNDELIVERED, RequestID="r", ErrorCode="200")

    assert world.run("replay", "undelivered") == 1
    assert world.sent == []
    assert "training/TellOutcome, training/FindChampion; name it with --to" in (
        capsys.readouterr().out
    )
    assert world.run("replay", "undelivered", "--to", "training/TellOutcome") == 0
    assert world.sent == [("TellOutcome", event("e1"))]


@pytest.mark.parametrize(
    "source", [f"{PREFIX}somebody-elses", f"{PREFIX}{DEAD}", "nonsense", "a:b:lambda"]
)
def test_a_letter_goes_nowhere_that_is_not_of_this_environment(
    world: World, capsys: pytest.CaptureFixture[str], source: str
) -> None:
    """Who may write into the dead letters could send us anywhere else; nor to itself."""
    world.dies("m1", event("e1"), reason="x", source=source)

    assert world.run("replay", "feed") == 1

    assert world.sent == []
    assert "m1" in world.letters[DEAD]
    assert world.hidden == set()
    assert f"stays m1: it came from {source}, which no stack" in capsys.readouterr().out


def test_two_letters_of_one_event_are_sent_once(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    for id_ in ("m1", "m2"):
        world.dies(id_, event("e1"), source=SOURCE)

    assert world.run("replay", "feed") == 0
    assert len(world.sent) == 1
    assert world.letters[DEAD] == {}


def test_bodies_without_an_event_are_all_sent(world: World) -> None:
    for id_, body in (("m1", "{broken"), ("m2", "{broken"), ("m3", "[1]"), ("m4", '{"id": 3}')):
        world.dies(id_, body, source=SOURCE)

    world.run("replay", "feed")

    assert len(world.sent) == 4


@pytest.mark.parametrize(
    ("options", "sent"),
    [
        (("--reason", "throttled"), ["e2"]),
        (("--reason", "QUEUE BLOCKED"), ["e3"]),
        (("--message", "m1"), ["e1"]),
        (("--message", "m1", "--message", "m3"), ["e1", "e3"]),
        (("--message", "m1", "--reason", "throttled"), []),
        (("--limit", "2"), ["e1", "e2"]),
        ((), ["e1", "e2", "e3"]),
    ],
)
def test_only_what_is_meant_is_sent_and_the_rest_is_there_again(
    world: World, options: tuple[str, ...], sent: list[str]
) -> None:
    bodies = {
        "e1": event("e1"),
        "e2": event("e2"),
        "e3": event("e3", "Batch Job Queue Blocked"),
    }
    world.dies("m1", bodies["e1"], reason="not JSON", source=SOURCE)
    world.dies("m2", bodies["e2"], reason="Throttled", source=SOURCE)
    world.dies("m3", bodies["e3"], reason="", source=SOURCE)

    assert world.run("replay", "feed", *options) == 0

    assert [body for _, body in world.sent] == [bodies[one] for one in sent]
    assert len(world.letters[DEAD]) == 3 - len(sent)
    assert world.hidden == {id_ for id_ in world.hidden if id_ not in world.letters[DEAD]}


def test_a_dry_run_sends_nothing_and_says_what_it_would(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.dies("m1", event("e1"), source=SOURCE)

    assert world.run("replay", "feed", "--dry-run") == 0

    assert (world.sent, [*world.letters[DEAD]], world.hidden) == ([], ["m1"], set())
    assert "would send m1 (event e1) to events/FeedQueue" in capsys.readouterr().out


def test_a_letter_that_cannot_be_sent_is_there_again_and_those_before_it_are_gone(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in (1, 2, 3):
        world.dies(f"m{number}", event(f"e{number}"), source=SOURCE)
    send = world.aws.answers["SendMessage"]

    def refused_once(asked: Any) -> Mapping[str, Any]:
        if world.sent:
            raise refusal("AccessDenied", "no use of the key", "SendMessage")
        return send(asked)

    world.aws.answers["SendMessage"] = refused_once
    assert world.run("replay", "feed") == 2

    assert [*world.letters[DEAD]] == ["m2", "m3"]
    assert not world.hidden & {"m2", "m3"}
    assert "not allowed in local: no use of the key" in capsys.readouterr().err


def test_killed_between_sending_and_removing_a_letter_is_sent_twice_rather_than_lost(
    world: World,
) -> None:
    world.dies("m1", event("e1"), source=SOURCE)
    delete = world.aws.answers["DeleteMessage"]

    def killed(_asked: Any) -> Mapping[str, Any]:
        raise KeyboardInterrupt

    world.aws.answers["DeleteMessage"] = killed
    with pytest.raises(KeyboardInterrupt):
        world.run("replay", "feed")
    world.aws.answers["DeleteMessage"] = delete
    world.run("replay", "feed")

    assert [body for _, body in world.sent] == [event("e1"), event("e1")]
    assert world.letters[DEAD] == {}


def test_many_letters_are_taken_ten_by_ten(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(25):
        world.dies(f"m{number:02}", event(f"e{number}"), source=SOURCE)

    world.run("replay", "feed", "--limit", "23")

    assert len(world.sent) == 23
    assert "no more than 23 are taken at a time" in capsys.readouterr().out
    assert len(world.letters[DEAD]) == 2


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (("replay", "fed"), "no dead-letter queue is called 'fed', only: events/feed,"),
        (("replay", "events"), "'events' is in the name of several queues: events/feed,"),
        (("replay", "feed", "--message", "m9"), "no letter in feed has the id m9\n"),
        (("replay", "feed", "--to", "nobody"), "nothing is called 'nobody', only: events/Feed"),
    ],
)
def test_a_mistake_is_one_sentence(
    world: World, capsys: pytest.CaptureFixture[str], line: tuple[str, ...], sentence: str
) -> None:
    assert world.run(*line) == 2
    assert capsys.readouterr().err.startswith(sentence)
