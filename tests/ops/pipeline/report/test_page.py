"""The page says everything of the run, needs nothing else, and nobody's words do harm in it."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from config import Environment
from ops.pipeline.report.facts import Facts
from ops.pipeline.report.page import page
from tests.ops.pipeline.report.conftest import facts_of
from tests.ops.pipeline.report.reading import Page
from tests.ops.pipeline.sample import HOSTILE
from tests.ops.pipeline.world import DONE, ID, NAME, World, ran


def hrefs(read: Page) -> list[str]:
    return read.values("href") + read.values("xlink:href")


def test_it_says_how_the_run_ended_and_what_it_made(text: str) -> None:
    assert f"{NAME} ✓ succeeded" in text
    assert f"execution {ID}" in text
    assert "registered digits version 3: PendingManualApproval" in text
    assert "aws sagemaker update-model-package" in text
    assert "accuracy 0.9822 at least 0.95 ✓ met 0.97 +0.0122 against it" in text
    assert "The gate: ✓ passed accuracy 0.9822 is at least 0.95" in text
    assert "Against the champion, on the same rows: ✓ good enough" in text


def test_every_step_has_its_state_and_its_time(text: str) -> None:
    assert "Ingest Processing ✓ cached taken from abcdef123456 14:00:00" in text
    assert "Train Training ✓ succeeded 5 of 6 jobs, 1 failed 14:00:14 1m 00s" in text
    assert "Refused Fail ○ not run" in text


@pytest.mark.parametrize(
    "words",
    [
        "Tuning Train: Bayesian, validation:accuracy as high as possible",
        "5 best pipelines-abcdef123456-Tune-005 0.982 32 0.05 Completed 9s",
        f"Training Train: pipelines-{ID}-Tune-005",
        "0 220 5 97.8 %",
        "size on disk 1,050,183 bytes 117,457 bytes 11.2 %",
        "Done: prune (fraction 0.9, of weights).",
        "epochs 3 changed for this run",
        "DataUri s3://raw/vision/digits",
        "s3://features/pipelines/digits/x",
    ],
)
def test_every_section_says_what_it_is_there_for(text: str, words: str) -> None:
    assert words in text


def test_a_failure_stands_first_with_its_reason_and_its_log(failure: Facts) -> None:
    text = Page(page(failure)).text

    assert text.index("Step Train failed") < text.index("Pipeline")
    assert f"The last lines of pipelines-{ID}-Train : epoch 1" in text
    assert "loss nan" in text
    assert "Results" not in text


def test_the_same_facts_make_the_same_bytes(success: Facts) -> None:
    assert page(success) == page(success)


def test_time_that_passes_after_the_end_changes_nothing(success: Facts) -> None:
    later = replace(success, now=success.now + timedelta(days=3))

    assert page(later) == page(success)


def test_it_is_whole_and_asks_the_network_for_nothing(read: Page) -> None:

    assert read.left_open == []
    assert not read.tags & {"script", "link", "img", "iframe", "object", "embed", "form"}
    assert all(href.startswith("#") for href in hrefs(read))
    assert not re.search(r"@import|url\((?!#)", read.html)


def test_every_id_is_its_own_and_every_anchor_leads_somewhere(read: Page) -> None:
    ids = read.values("id")

    assert len(ids) == len(set(ids))
    assert {href[1:] for href in hrefs(read)} <= set(ids)


def test_hostile_words_are_shown_and_nothing_more(read: Page) -> None:

    assert "<script" not in read.html
    assert read.html.count("</style>") == 1
    assert " ".join(HOSTILE.split()) in read.text


def test_hostile_names_of_metrics_labels_and_steps_do_no_harm(success: Facts) -> None:
    evaluation = success.evaluation
    assert evaluation is not None
    assert evaluation.confusion is not None
    hostile = replace(
        success,
        evaluation=replace(
            evaluation,
            metrics={HOSTILE: 1.0},
            reason=HOSTILE,
            confusion=replace(evaluation.confusion, labels=(HOSTILE, "1")),
        ),
        tunings=tuple(replace(one, metric=HOSTILE, step=HOSTILE) for one in success.tunings),
        curves=tuple(replace(one, metrics={HOSTILE: (1.0, 2.0)}) for one in success.curves),
    )
    read = Page(page(hostile))

    assert "<script" not in read.html
    assert read.left_open == []


def test_what_still_runs_is_told_as_such(world: World, local: Environment) -> None:
    world.frames = [("Executing", [*DONE[:2], ran("Train", "Executing", span=(14, 0))])]
    text = Page(page(facts_of(world, local))).text

    assert "runs for 1m 40s" in text
    assert "Register RegisterModel · waiting" in text


def test_an_execution_that_has_not_begun_a_step_has_a_page(
    world: World, local: Environment
) -> None:
    world.frames = [("Executing", [])]

    assert "Ingest Processing · waiting" in Page(page(facts_of(world, local))).text


def test_in_aws_the_jobs_lead_to_the_console(world: World, local: Environment) -> None:
    dev = local.model_copy(update={"name": "dev"})
    links = facts_of(world, dev).links

    assert f"#/jobs/pipelines-{ID}-Train" in {one.what: one.href for one in links}["TrainingJob"]
    assert all(
        one.href.startswith("https://us-east-1.console.aws.amazon.com/")
        for one in links
        if one.href
    )


def test_a_metric_that_the_gate_asks_for_and_nobody_measured_is_told(success: Facts) -> None:
    assert success.evaluation is not None
    unmeasured = replace(success, evaluation=replace(success.evaluation, metrics={"loss": 0.1}))

    assert "accuracy not measured at least 0.95 ✗ missed" in Page(page(unmeasured)).text
