"""A Slack channel that hears what a topic says."""

from collections.abc import Sequence
from dataclasses import dataclass

from aws_cdk import aws_chatbot as chatbot
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from constructs import Construct


@dataclass(frozen=True, kw_only=True)
class SlackChannel:
    """Both by their ids; the workspace is authorised once, in the console of the account."""

    workspace: str
    channel: str


class Chat(Construct):
    """Amazon Q Developer in chat applications, AWS Chatbot once. It tells, and does nothing.

    AWS gives a channel without a guardrail the rights of an administrator: this one may do
    nothing, whoever asks. ``name`` is the configuration's, which AWS wants, one in the account.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        slack: SlackChannel,
        topics: Sequence[sns.ITopic],
    ) -> None:
        super().__init__(scope, id)
        self.role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("chatbot.amazonaws.com"))
        chatbot.SlackChannelConfiguration(
            self,
            "Slack",
            slack_channel_configuration_name=name,
            slack_workspace_id=slack.workspace,
            slack_channel_id=slack.channel,
            notification_topics=list(topics),
            role=self.role,
            guardrail_policies=[iam.ManagedPolicy.from_aws_managed_policy_name("AWSDenyAll")],
            user_role_required=True,
        )
