"""Feature groups that a template brings, in a real local account: their records need rights."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import boto3
import pytest

from local import process
from tests.local_account.deployment import Clients, Deployed, Stacks
from tests.local_account.ports import free_port
from tests.local_account.templates import changed
from tests.local_feature_store.bench import FEATURES, as_mapping, definitions, record, refused
from tests.local_feature_store.live import GROUPS, RIGHTS, name_without, resources
from tests.local_sagemaker.bench import eventually

pytestmark = pytest.mark.account

_VALUES = {"image": "a", "written_at": "1767225600", "ink": "0.5"}
_DENIED = "AccessDeniedException"
As = Callable[[str], Any]


@pytest.fixture(scope="module")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clients]:
    state = tmp_path_factory.mktemp("features") / "account"
    try:
        account = process.start(free_port(), state)
        session: Any = boto3.Session("test", "test", region_name=account.region)
        yield partial(session.client, endpoint_url=account.endpoint)
    finally:
        process.stop(state)


@pytest.fixture(scope="module")
def stacks(aws: Clients) -> Stacks:
    """They end with the account."""
    return Stacks(aws)


@pytest.fixture(scope="module")
def deployed(stacks: Stacks) -> Deployed:
    found = stacks.deploy(resources())
    assert found.status == "CREATE_COMPLETE", found.reasons
    return found


@pytest.fixture
def runtime(aws: Clients) -> As:
    """The runtime as one of the template's roles, or "anybody"."""

    def as_role(name: str) -> Any:
        if name == "anybody":
            return aws("sagemaker-featurestore-runtime")
        return _session(aws, name).client(
            "sagemaker-featurestore-runtime",
            endpoint_url=aws("sts").meta.endpoint_url,
        )

    return as_role


def test_records_are_written_and_read_with_the_rights_for_their_group(
    deployed: Deployed, runtime: As
) -> None:
    assert deployed.ids["Live"] == "live"
    for name in ("live", f"{GROUPS}/live"):
        runtime("writer").put_record(FeatureGroupName=name, Record=record(_VALUES))
        got = runtime("reader").get_record(FeatureGroupName=name, **_of("a"))
        assert as_mapping(got["Record"]) == _VALUES

    for name in ("other", f"{GROUPS}/other"):
        with refused("sagemaker:PutRecord", code=_DENIED):
            runtime("writer").put_record(FeatureGroupName=name, Record=record(_VALUES))
    with refused("sagemaker:GetRecord", code=_DENIED):
        runtime("writer").get_record(FeatureGroupName="live", **_of("a"))
    with refused("sagemaker:DeleteRecord", code=_DENIED):
        runtime("writer").delete_record(FeatureGroupName="live", EventTime="1", **_of("a"))


@pytest.mark.usefixtures("deployed")
def test_a_batch_needs_the_right_for_every_group_in_it(runtime: As) -> None:
    asked = [
        {"FeatureGroupName": name, "RecordIdentifiersValueAsString": ["a"]}
        for name in ("live", "other")
    ]

    runtime("reader").batch_get_record(Identifiers=asked[:1])
    for wrong in (asked, asked[1:]):
        with refused("sagemaker:BatchGetRecord", code=_DENIED):
            runtime("reader").batch_get_record(Identifiers=wrong)


def test_files_are_written_as_the_role_of_the_group(
    aws: Clients, deployed: Deployed, runtime: As
) -> None:
    runtime("writer").put_record(FeatureGroupName="live", Record=record(_VALUES))

    s3, bucket = aws("s3"), deployed.ids["Bucket"]
    eventually(lambda: bool(_keys(s3, bucket)), "a file is written", within_s=30)
    [key, *_] = _keys(s3, bucket)
    assert "/offline-store/live-" in key
    assert "/data/year=2026/month=01/day=01/hour=00/" in key
    found = s3.get_object(Bucket=bucket, Key=key)
    [row, *_] = [json.loads(line) for line in found["Body"].read().splitlines()]
    assert row["ink"] == 0.5
    assert found["SSEKMSKeyId"].endswith(deployed.ids["Key"])


@pytest.mark.usefixtures("deployed")
@pytest.mark.parametrize("right", RIGHTS)
def test_a_role_that_lacks_a_right_blocks_the_offline_store(
    aws: Clients, runtime: As, right: str
) -> None:
    group = name_without(right).lower()
    runtime("anybody").put_record(FeatureGroupName=group, Record=record(_VALUES))

    def told() -> dict[str, str]:
        described = aws("sagemaker").describe_feature_group(FeatureGroupName=group)
        return dict(described["OfflineStoreStatus"])

    eventually(lambda: told()["Status"] == "Blocked", "the store is blocked", within_s=30)
    assert right in told()["BlockedReason"]


@pytest.mark.usefixtures("deployed")
def test_whoever_makes_a_group_must_be_allowed_to_pass_its_role(aws: Clients) -> None:
    maker = _session(aws, "maker").client("sagemaker", endpoint_url=aws("sts").meta.endpoint_url)
    role = aws("sagemaker").describe_feature_group(FeatureGroupName="live")["RoleArn"]

    with refused("iam:PassRole", code=_DENIED):
        maker.create_feature_group(
            FeatureGroupName="third",
            RecordIdentifierFeatureName="image",
            EventTimeFeatureName="written_at",
            FeatureDefinitions=definitions(FEATURES),
            OfflineStoreConfig={"S3StorageConfig": {"S3Uri": "s3://any/where"}},
            RoleArn=role,
        )


@pytest.mark.usefixtures("deployed")
def test_a_template_adds_features_and_records_stay(stacks: Stacks, runtime: As) -> None:
    anybody = runtime("anybody")
    anybody.put_record(FeatureGroupName="other", Record=record(_VALUES))

    more = definitions({**FEATURES, "paper": "String"})
    updated = stacks.deploy(changed(resources(), "Other.FeatureDefinitions", more))
    assert updated.status == "UPDATE_COMPLETE", updated.reasons
    assert anybody.get_record(FeatureGroupName="other", **_of("a"))["Record"]
    newer = {**_VALUES, "written_at": "1767225601", "paper": "white"}
    anybody.put_record(FeatureGroupName="other", Record=record(newer))
    got = anybody.get_record(FeatureGroupName="other", **_of("a"))
    assert as_mapping(got["Record"]) == newer


def _session(aws: Clients, role: str) -> Any:
    keys = aws("sts").assume_role(
        RoleArn=f"arn:aws:iam::000000000000:role/{role}", RoleSessionName="test"
    )["Credentials"]
    return boto3.Session(
        keys["AccessKeyId"],
        keys["SecretAccessKey"],
        keys["SessionToken"],
        region_name="us-east-1",
    )


def _keys(s3: Any, bucket: str) -> list[str]:
    found = s3.list_objects_v2(Bucket=bucket, Prefix="store/Live/")
    return [one["Key"] for one in found.get("Contents", [])]


def _of(record_id: str) -> dict[str, str]:
    return {"RecordIdentifierValueAsString": record_id}
