"""A wrong environment file is refused: queues, and how long jobs wait in them."""

from pathlib import Path

import pytest

from tests.config.files import FULL, Case, but, said

CASES = {
    "there is no queue": Case(
        ("queues: {normal: 10, urgent: 100}", "queues: {}"),
        "dev.yaml:77: fleets.gpu.queues: needs at least 1, given 0",
    ),
    "two queues are of equal rank": Case(
        ("queues: {normal: 10, urgent: 100}", "queues: {normal: 10, urgent: 10}"),
        "dev.yaml:77: fleets.gpu.queues: normal and urgent have priority 10, so neither goes first",
    ),
    "a priority is above all that AWS Batch has": Case(
        ("queues: {normal: 10, urgent: 100}", "queues: {normal: 10, urgent: 1001}"),
        "dev.yaml:77: fleets.gpu.queues.urgent: is too large, given 1001; allowed: at most 1000",
    ),
    "a priority is a word": Case(
        ("queues: {normal: 10, urgent: 100}", "queues: {normal: 10, urgent: first}"),
        "dev.yaml:77: fleets.gpu.queues.urgent: must be a whole number, given first",
    ),
    "a queue's name cannot be that of an output": Case(
        ("queues: {normal: 10, urgent: 100}", "queues: {normal: 10, urgent: 100, Big_one: 5}"),
        "dev.yaml:77: fleets.gpu.queues.Big_one: must be at most 20 lower-case letters and "
        "digits, in words that begin with a letter, joined by hyphens",
    ),
    "queues have no priorities": Case(
        ("queues: {normal: 10, urgent: 100}", "queues: [normal, urgent]"),
        "dev.yaml:77: fleets.gpu.queues: must be a mapping of keys to values, not a list",
    ),
    "the queue of a training job has a typo": Case(
        ("queue: urgent", "queue: urgnet"),
        "dev.yaml:108: training.digits.queue: unknown queue of fleet gpu, given urgnet; "
        "allowed: normal, urgent; did you mean 'urgent'?",
    ),
    "a processing job waits in another fleet's queue": Case(
        ("queue: slow", "queue: normal"),
        "dev.yaml:132: processing.digits-transform.queue: unknown queue of fleet glue, given "
        "normal; allowed: slow",
    ),
    "a job is given up sooner than AWS Batch can": Case(
        ("misconfiguration: 20", "misconfiguration: 9"),
        "dev.yaml:78: fleets.gpu.stuck_minutes.misconfiguration: is too small, given 9; "
        "allowed: at least 10",
    ),
    "a job waits longer than AWS Batch lets it": Case(
        ("capacity: 60", "capacity: 1441"),
        "dev.yaml:78: fleets.gpu.stuck_minutes.capacity: is too large, given 1441; allowed: at "
        "most 1440",
    ),
    "what a job waits for has a typo": Case(
        ("vcpus_cap: 30", "vcpu_cap: 30"),
        "dev.yaml:78: fleets.gpu.stuck_minutes.vcpu_cap: unknown key; allowed: "
        "misconfiguration, capacity, vcpus_cap; did you mean 'vcpus_cap'?",
    ),
    "a wait has a unit": Case(
        ("vcpus_cap: 30", "vcpus_cap: 1h"),
        "dev.yaml:78: fleets.gpu.stuck_minutes.vcpus_cap: must be a whole number, given 1h",
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_it_is_refused_in_one_line_if(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert said(but(change, text=FULL), tmp_path) == [message]
