"""A wrong environment file is refused: labels, and services that take no new accounts."""

from pathlib import Path

import pytest

from config import ClosedService
from tests.config.files import FULL, Case, but, load, said

WHERE = "labelling.digits-labels"
TEAM = "arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/vision"
ALLOWED = "model-monitor, clarify, debugger, ground-truth"

CASES = {
    "the account came after Ground Truth was closed": Case(
        ("existing_customer: [ground-truth]\n", ""),
        f"dev.yaml:174: {WHERE}: needs SageMaker Ground Truth, which AWS closed to new accounts "
        "on 2026-07-30 (docs.aws.amazon.com/sagemaker/latest/dg/sms-create-labeling-job-api.html)"
        ": if this account used it before, list ground-truth under existing_customer",
    ),
    "another service is listed, and not Ground Truth": Case(
        ("[ground-truth]", "[debugger]"),
        f"dev.yaml:174: {WHERE}: needs SageMaker Ground Truth, which AWS closed to new accounts "
        "on 2026-07-30 (docs.aws.amazon.com/sagemaker/latest/dg/sms-create-labeling-job-api.html)"
        ": if this account used it before, list ground-truth under existing_customer",
    ),
    "a closed service has a typo": Case(
        ("[ground-truth]", "[ground-truth, model-monitr]"),
        "dev.yaml:184: existing_customer.1: is not one of the words for it, given model-monitr; "
        f"allowed: {ALLOWED}; did you mean 'model-monitor'?",
    ),
    "an open service is listed": Case(
        ("[ground-truth]", "[ground-truth, autopilot]"),
        "dev.yaml:184: existing_customer.1: is open to every account: leave it out, given "
        f"autopilot; allowed: {ALLOWED}",
    ),
    "a service is listed that ended": Case(
        ("[ground-truth]", "[ground-truth, mechanical-turk]"),
        "dev.yaml:184: existing_customer.1: ended for everybody on 2026-09-30, given "
        f"mechanical-turk; allowed: {ALLOWED}",
    ),
    "a service is listed twice": Case(
        ("[ground-truth]", "[ground-truth, ground-truth]"),
        "dev.yaml:184: existing_customer.1: is in the list already, given ground-truth",
    ),
    "the labels may cost more than is accepted": Case(
        ("max_usd: 100", "max_usd: 50"),
        f"dev.yaml:183: {WHERE}.max_usd: is less than what the labels may cost: 80.00 USD for "
        "1000 at 0.08 each, given 50; allowed: 80.00 to 160.00",
    ),
    "the labels cannot cost nearly as much": Case(
        ("max_usd: 100", "max_usd: 200"),
        f"dev.yaml:183: {WHERE}.max_usd: is more than twice what the labels may cost: 80.00 USD "
        "for 1000 at 0.08 each, given 200; allowed: 80.00 to 160.00",
    ),
    "the labels may cost more than the team has": Case(
        (
            "objects_at_most: 1000\n    usd_per_object: 0.08\n    max_usd: 100",
            "objects_at_most: 10000\n    usd_per_object: 0.08\n    max_usd: 800",
        ),
        f"dev.yaml:183: {WHERE}.max_usd: is more than teams.vision.budget_usd_per_month, given "
        "800; allowed: at most 300",
    ),
    "it never stops": Case(
        ("objects_at_most: 1000", "objects_at_most: 0"),
        f"dev.yaml:181: {WHERE}.objects_at_most: is too small, given 0; allowed: at least 1",
    ),
    "strangers would see the data": Case(
        (TEAM, "arn:aws:sagemaker:us-east-1:394669845002:workteam/public-crowd/default"),
        f"dev.yaml:180: {WHERE}.workteam: must be the ARN of a private workteam, to whom alone "
        "the data is shown, such as "
        "arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/vision, given "
        "arn:aws:sagemaker:us-east-1:394669845002:workteam/public-crowd/default",
    ),
    "the people are of another account": Case(
        (TEAM, TEAM.replace("111122223333", "999988887777")),
        f"dev.yaml:180: {WHERE}.workteam: must be in the account 111122223333, as the "
        "environment is, given "
        "arn:aws:sagemaker:us-east-1:999988887777:workteam/private-crowd/vision",
    ),
    "the people are of another region": Case(
        (TEAM, TEAM.replace("us-east-1", "eu-west-1")),
        f"dev.yaml:180: {WHERE}.workteam: must be in us-east-1, where the environment is, given "
        "arn:aws:sagemaker:eu-west-1:111122223333:workteam/private-crowd/vision",
    ),
    "there is no choice": Case(
        ('classes: ["0", "1"]', 'classes: ["0"]'),
        f"dev.yaml:179: {WHERE}.classes: needs at least 2, given 1",
    ),
    "a class is a number": Case(
        ('classes: ["0", "1"]', 'classes: ["0", 1]'),
        f"dev.yaml:179: {WHERE}.classes.1: must be text: put it in quotes, given 1",
    ),
    "a class is there twice": Case(
        ('classes: ["0", "1"]', 'classes: ["0", "0"]'),
        f'dev.yaml:179: {WHERE}.classes.1: is in the list already, given "0"',
    ),
    "the task is unknown": Case(
        ("task: image-classification", "task: image-classifcation"),
        f"dev.yaml:178: {WHERE}.task: is not one of the words for it, given "
        "image-classifcation; allowed: image-classification, text-classification; did you mean "
        "'image-classification'?",
    ),
    "labels would go to the raw zone": Case(
        ("writes: curated/vision/labels", "writes: raw/vision/labels"),
        f"dev.yaml:177: {WHERE}.writes: unknown zone for labels, given raw/vision/labels; "
        "allowed: curated",
    ),
    "what was set aside would be labelled": Case(
        ("reads: raw/vision/images", "reads: raw/quarantine"),
        f"dev.yaml:176: {WHERE}.reads: lies where the platform keeps data of its own in the raw "
        "zone, given raw/quarantine; allowed: outside landing, quarantine, errors",
    ),
    "labels would go to another team": Case(
        ("writes: curated/vision/labels", "writes: curated/risk/labels"),
        f"dev.yaml:177: {WHERE}.writes: is data of team risk (risk), and this is of team vision, "
        "given curated/risk/labels",
    ),
    "labels would be labelled": Case(
        ("reads: raw/vision/images", "reads: curated/vision"),
        f"dev.yaml:177: {WHERE}.writes: overlaps reads (curated/vision): labels would be "
        "labelled, given curated/vision/labels",
    ),
    "a job writes where the labels go": Case(
        ("curated/vision/labels", "curated/pages/labels"),
        f"dev.yaml:177: {WHERE}.writes: processing.digits-transform writes there "
        "(curated/pages), given curated/pages/labels",
    ),
    "the team is unknown": Case(
        ("team: vision\n    reads", "team: visions\n    reads"),
        f"dev.yaml:175: {WHERE}.team: unknown team, given visions; allowed: vision, risk; did "
        "you mean 'vision'?",
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_it_is_refused_in_one_line_if(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert said(but(change, text=FULL), tmp_path) == [message]


def test_an_account_may_have_used_every_closed_service(tmp_path: Path) -> None:
    changed = but(("[ground-truth]", f"[{ALLOWED}]"), text=FULL)

    assert load(changed, tmp_path).existing_customer == tuple(ClosedService)


@pytest.mark.parametrize("service", ClosedService)
def test_each_closing_has_a_day_and_a_page_of_aws(service: ClosedService) -> None:
    assert service.closing.since >= "2026-06-30"
    assert service.closing.source.startswith("docs.aws.amazon.com/")
