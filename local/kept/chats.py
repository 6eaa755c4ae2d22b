"""Amazon Q Developer in chat applications, which AWS's APIs go on calling Chatbot."""

from local.kept.kind import KeptService, Kind, Record, Tags, arn


def _slack_channel(given: Record) -> Record:
    name = given["ConfigurationName"]
    return {
        "ChatConfigurationArn": arn(
            "chatbot", f"chat-configuration/slack-channel/{name}", region=""
        ),
        "SlackTeamName": given["SlackTeamId"],
        "SlackChannelName": given.get("SlackChannelName", given["SlackChannelId"]),
        "SnsTopicArns": given.get("SnsTopicArns", []),
        "State": "ENABLED",
    }


_SLACK_CHANNEL = Kind(
    create="CreateSlackChannelConfiguration",
    describe="DescribeSlackChannelConfigurations",
    update="UpdateSlackChannelConfiguration",
    delete="DeleteSlackChannelConfiguration",
    key="ChatConfigurationArn",
    arn="ChatConfigurationArn",
    one="ChannelConfiguration",
    many="SlackChannelConfigurations",
    facts=_slack_channel,
    missing="ResourceNotFoundException",
    exists="ConflictException",
    unique=True,
)
CHATS = KeptService(
    service="chatbot",
    kinds=(_SLACK_CHANNEL,),
    tags=Tags(arn="ResourceARN", words=("TagKey", "TagValue")),
)
