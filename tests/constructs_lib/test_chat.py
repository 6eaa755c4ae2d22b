"""A Slack channel hears the alerts, and nobody can do anything from it."""

import aws_cdk as cdk
import pytest
from aws_cdk import aws_sns as sns

from constructs_lib.chat import Chat, SlackChannel
from tests.assembly import Template
from tests.constructs_lib.alone import key_of, template_of


@pytest.fixture(scope="module")
def template() -> Template:
    def build(stack: cdk.Stack) -> None:
        topic = sns.Topic(stack, "Page", master_key=key_of(stack), enforce_ssl=True)
        Chat(
            stack,
            "Chat",
            name="millrace-dev-page",
            slack=SlackChannel(workspace="T0123ABCD", channel="C0123ABCD"),
            topics=[topic],
        )

    return template_of(build)


def test_the_channel_hears_the_topic(template: Template) -> None:
    chat = template.only("AWS::Chatbot::SlackChannelConfiguration")

    assert (chat["SlackWorkspaceId"], chat["SlackChannelId"]) == ("T0123ABCD", "C0123ABCD")
    assert chat["ConfigurationName"] == "millrace-dev-page"
    [topic] = chat["SnsTopicArns"]
    assert topic["Ref"].startswith("Page")


def test_nobody_can_do_anything_from_the_channel(template: Template) -> None:
    """Without a guardrail AWS would take AdministratorAccess for it."""
    chat = template.only("AWS::Chatbot::SlackChannelConfiguration")

    assert [str(policy).count("policy/AWSDenyAll") for policy in chat["GuardrailPolicies"]] == [1]
    assert chat["UserRoleRequired"] is True


def test_its_role_is_the_services_own_and_allows_nothing(template: Template) -> None:
    role = template.only("AWS::IAM::Role")
    [trust] = role["AssumeRolePolicyDocument"]["Statement"]

    assert trust["Principal"] == {"Service": "chatbot.amazonaws.com"}
    assert "ManagedPolicyArns" not in role
    assert template.of_type("AWS::IAM::Policy") == {}
