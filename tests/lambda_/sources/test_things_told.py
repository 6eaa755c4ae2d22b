"""Things have no end: what is told of them last is how they are."""

from typing import Any

import pytest

from millrace.domain.job import Kind, State
from millrace.events import Ignored, job_event_from
from millrace.fields import MalformedError
from millrace.sources import Because
from tests.lambda_.sources.reading import body, told, told_without

ENDPOINT, PACKAGE = "sagemaker-endpoint-in-service", "sagemaker-package-approved"
FEATURES, NODE = "sagemaker-feature-group-created", "sagemaker-cluster-node-unhealthy"


@pytest.mark.parametrize(
    ("name", "job_id", "kind", "state"),
    [
        (ENDPOINT, "endpoint/digits", Kind.ENDPOINT, State.READY),
        ("sagemaker-endpoint-baking", "endpoint/digits", Kind.ENDPOINT, State.CHANGING),
        (
            "sagemaker-endpoint-config-created",
            *("endpoint-config/digits-1", Kind.ENDPOINT, State.READY),
        ),
        ("sagemaker-model-created", "model/digits", Kind.MODEL, State.READY),
        (PACKAGE, "model-package/digits/2", Kind.PACKAGE, State.READY),
        (FEATURES, "feature-group/digits", Kind.FEATURES, State.READY),
        ("sagemaker-image-creating", "image/trainer", Kind.IMAGE, State.CHANGING),
        ("sagemaker-image-version-failed", "image-version/trainer/1", Kind.IMAGE, State.BROKEN),
        ("sagemaker-cluster-in-service", "cluster/0a1b2c3d4e5f", Kind.CLUSTER, State.READY),
        (NODE, "instance/i-0f1e2d3c4b5a69788", Kind.INSTANCE, State.BROKEN),
        (
            "sagemaker-monitoring-schedule-scheduled",
            *("monitoring-schedule/digits-watch", Kind.SCHEDULE, State.READY),
        ),
    ],
)
def test_a_thing_is_known_by_the_resource_of_its_arn(
    name: str, job_id: str, kind: Kind, state: State
) -> None:
    read = told(name)

    assert (read.job_id, read.kind, read.state) == (job_id, kind, state)
    assert read.attempts == {}


def test_an_endpoint_is_the_same_by_its_name_and_by_its_arn() -> None:
    """The ARN has the name in lower case."""
    assert told_without(ENDPOINT, "resources", EndpointArn=...).job_id == told(ENDPOINT).job_id


@pytest.mark.parametrize(
    ("status", "state"),
    [
        *(("IN_SERVICE", State.READY), ("InService", State.READY)),
        *(("SYSTEM_UPDATING", State.CHANGING), ("RollingBack", State.CHANGING)),
        *(("OUT_OF_SERVICE", State.BROKEN), ("UpdateRollbackFailed", State.BROKEN)),
        *(("DELETING", State.GONE), ("DELETED", State.GONE)),
        ("HIBERNATING", State.CHANGING),
    ],
)
def test_a_status_is_read_in_any_casing_and_one_that_is_new_means_a_change(
    status: str, state: State
) -> None:
    read = told(ENDPOINT, EndpointStatus=status)

    assert (read.state, read.facts.status) == (state, status)


@pytest.mark.parametrize(
    ("name", "member"),
    [
        (ENDPOINT, "EndpointStatus"),
        (PACKAGE, "ModelPackageStatus"),
        (FEATURES, "FeatureGroupStatus"),
        ("sagemaker-image-creating", "ImageStatus"),
        ("sagemaker-monitoring-schedule-scheduled", "MonitoringScheduleStatus"),
        (NODE, "HealthSummary"),
        (NODE, "InstanceId"),
    ],
)
def test_a_thing_without_a_status_is_nothing(name: str, member: str) -> None:
    for odd in (..., None, "", 3):
        with pytest.raises(MalformedError, match=member):
            job_event_from(body(name, **{member: odd}))


def test_a_model_has_no_status_and_is_there_once_it_is_told_of() -> None:
    assert told("sagemaker-model-created", CreationTime=..., Tags={}).state is State.READY


def test_a_deployment_tells_how_far_it_is() -> None:
    reason = told("sagemaker-endpoint-baking").state_reason

    assert (reason or "").startswith("Baking for 600 seconds")


@pytest.mark.parametrize("summary", [None, [], "x", {"ProductionVariants": [{"VariantStatus": 1}]}])
def test_an_odd_deployment_is_a_deployment(summary: object) -> None:
    read = told("sagemaker-endpoint-baking", PendingDeploymentSummary=summary)

    assert (read.state, read.state_reason) == (State.CHANGING, None)


def test_a_package_tells_its_approval_and_the_execution_that_made_it() -> None:
    read = told(PACKAGE)

    assert (read.facts.status, read.facts.pipeline) == ("Approved", "digits")
    assert read.facts.belongs_to == "pipeline/digits/execution/p4jn9xou8a8s"
    assert read.state_reason == "accuracy 0.97, 0.01 above the champion"


def test_a_package_that_nobody_judges_tells_its_own_status() -> None:
    assert told(PACKAGE, ModelApprovalStatus=None).facts.status == "Completed"


def test_a_version_is_known_by_its_group_and_number_too() -> None:
    read = told_without(PACKAGE, "resources", ModelPackageArn=..., ModelPackageVersion=2.0)

    assert read.job_id == "model-package/digits/2"


@pytest.mark.parametrize("reason", ["access to the bucket was denied", ""])
def test_a_feature_group_whose_offline_store_takes_nothing_is_broken(reason: str) -> None:
    store = {"Status": "Blocked", "BlockedReason": reason}

    read = told(FEATURES, OfflineStoreStatus=store)

    assert read.state is State.BROKEN
    assert read.state_reason == (reason or "the offline store is blocked")


@pytest.mark.parametrize("store", [None, [], "Blocked", {"Status": ["Blocked"]}])
def test_an_odd_offline_store_is_not_known(store: Any) -> None:
    assert told(FEATURES, OfflineStoreStatus=store).state is State.READY


def test_a_version_is_its_images_and_a_schedule_its_endpoints() -> None:
    schedule = told("sagemaker-monitoring-schedule-scheduled")

    assert schedule.facts.belongs_to == "endpoint/digits"
    assert told("sagemaker-image-version-failed").facts.belongs_to == "image/trainer"


def test_a_schedule_that_was_stopped_is_as_good_as_gone() -> None:
    name = "sagemaker-monitoring-schedule-scheduled"

    assert told(name, MonitoringScheduleStatus="Stopped").state is State.GONE


def test_a_node_is_its_clusters_and_recovers() -> None:
    healthy = told(NODE, HealthSummary={"HealthStatus": "Healthy"})

    assert healthy.state is State.READY
    assert healthy.facts.belongs_to == "cluster/0a1b2c3d4e5f"
    assert told(NODE, ClusterArn=...).facts.belongs_to == "cluster/0a1b2c3d4e5f"


def test_a_line_of_a_clusters_log_says_not_where_it_stands() -> None:
    event = body("sagemaker-cluster-in-service").replace("Cluster State Change", "Cluster Event")

    assert job_event_from(event) == Ignored(Because.STATELESS)
