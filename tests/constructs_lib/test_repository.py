"""Repositories: an image is scanned, its tag stays its own, and who was named may pull it."""

import json
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_iam as iam

from constructs_lib.pull_through import CachePrefixError, PullThrough
from constructs_lib.repository import Repository
from tests.assembly import Template, as_list
from tests.constructs_lib.alone import key_of, template_of

PULL = {"ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"}


def built(removal_policy: RemovalPolicy = RemovalPolicy.RETAIN) -> Template:
    def build(stack: cdk.Stack) -> None:
        repository = Repository(
            stack,
            "Training",
            key=key_of(stack),
            untagged_expire=Duration.days(14),
            keep_images=20,
            removal_policy=removal_policy,
        )
        cache = PullThrough(stack, "Cache", registry="public.ecr.aws", prefix="dev-ecr-public")
        for name, source in (("Puller", repository), ("Cacher", cache)):
            principal = iam.ServicePrincipal("ec2.amazonaws.com")
            source.grant_pull(iam.Role(stack, name, assumed_by=principal))
        iam.Role(stack, "Stranger", assumed_by=iam.ServicePrincipal("ec2.amazonaws.com"))

    return template_of(build)


@pytest.fixture(scope="module")
def template() -> Template:
    return built()


def allowed(template: Template, role: str, action: str) -> str:
    """The resource on which the one role of that name may do it."""
    [resource] = [
        statement["Resource"]
        for name, statement in template.statements()
        if name.startswith(role) and action in as_list(statement["Action"])
    ]
    return str(resource)


def test_every_push_is_scanned_and_no_tag_moves(template: Template) -> None:
    repository = template.only("AWS::ECR::Repository")

    assert repository["ImageScanningConfiguration"] == {"ScanOnPush": True}
    assert repository["ImageTagMutability"] == "IMMUTABLE"


def test_images_are_encrypted_with_the_key_that_was_given(template: Template) -> None:
    encryption = template.only("AWS::ECR::Repository")["EncryptionConfiguration"]

    assert encryption["EncryptionType"] == "KMS"
    assert encryption["KmsKey"]["Fn::GetAtt"][0].startswith("Key")


def test_untagged_images_go_soon_and_the_newest_stay(template: Template) -> None:
    written = template.only("AWS::ECR::Repository")["LifecyclePolicy"]["LifecyclePolicyText"]
    rules: list[dict[str, Any]] = [rule["selection"] for rule in json.loads(written)["rules"]]

    assert rules == [
        {
            "tagStatus": "untagged",
            "countType": "sinceImagePushed",
            "countNumber": 14,
            "countUnit": "days",
        },
        {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 20},
    ]


def test_who_was_named_may_sign_in_and_pull_and_nobody_else(template: Template) -> None:
    for action in PULL:
        assert "Training" in allowed(template, "Puller", action)
        assert not [role for role in template.roles_allowed(action) if role.startswith("Stranger")]
    assert allowed(template, "Puller", "ecr:GetAuthorizationToken") == "*"
    assert template.roles_allowed("ecr:PutImage") == []


@pytest.mark.parametrize(
    ("removal_policy", "fate"),
    [(RemovalPolicy.RETAIN, ("Retain", False)), (RemovalPolicy.DESTROY, ("Delete", True))],
)
def test_images_are_destroyed_only_where_data_may_be(
    removal_policy: RemovalPolicy, fate: tuple[str, bool]
) -> None:
    [found] = [
        resource
        for resource in built(removal_policy).resources.values()
        if resource["Type"] == "AWS::ECR::Repository"
    ]

    assert (found["DeletionPolicy"], found["Properties"].get("EmptyOnDelete", False)) == fate


def test_a_cache_names_its_registry_and_needs_no_credentials(template: Template) -> None:
    assert template.only("AWS::ECR::PullThroughCacheRule") == {
        "EcrRepositoryPrefix": "dev-ecr-public",
        "UpstreamRegistryUrl": "public.ecr.aws",
    }


def test_who_pulls_through_a_cache_may_fill_it_below_its_prefix_only(template: Template) -> None:
    for action in {*PULL, "ecr:BatchImportUpstreamImage", "ecr:CreateRepository"}:
        assert ":repository/dev-ecr-public/*" in allowed(template, "Cacher", action)


def test_a_prefix_that_ecr_does_not_take_is_refused() -> None:
    with pytest.raises(CachePrefixError) as refused:
        PullThrough(cdk.Stack(), "Cache", registry="quay.io", prefix="q" * 31)

    assert str(refused.value) == (f"the prefix of a cache has 2 to 30 characters, got '{'q' * 31}'")
