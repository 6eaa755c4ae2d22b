"""Trails, alarms of alarms, and alerts in Slack."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from local.cloudformation.api import client
from local.cloudformation.arguments import Translator
from local.cloudformation.completions.completion import is_true
from local.cloudformation.rows import ById, Lookup, Properties, Row, Tagging
from local.cloudformation.types.labels import by_arn

_TRAIL = "AWS::CloudTrail::Trail"
_NO_SELECTORS = [{"ReadWriteType": "All", "IncludeManagementEvents": True}]


def _renamed(given: Properties, names: Mapping[str, str]) -> dict[str, Any]:
    return {names.get(name, name): value for name, value in given.items()}


def _logging(trail: str, _old: Any, new: Any) -> None:
    cloudtrail = client("cloudtrail")
    (cloudtrail.start_logging if is_true(new) else cloudtrail.stop_logging)(Name=trail)


def _selectors(member: str, trail: str, new: Any) -> None:
    told = {"EventSelectors": _NO_SELECTORS} if new is None else {member: new}
    shape = client("cloudtrail").meta.service_model.operation_model("PutEventSelectors").input_shape
    client("cloudtrail").put_event_selectors(
        TrailName=trail, **Translator(_TRAIL).translate(shape, told)
    )


TRAIL = Row(
    type=_TRAIL,
    service="cloudtrail",
    create="CreateTrail",
    identifier="Name",
    name="TrailName",
    arrange=lambda given: _renamed(given, {"TrailName": "Name"}),
    lookup=Lookup(by_id=ById(operation="GetTrail", argument="Name"), found="Trail"),
    update=ById(operation="UpdateTrail", argument="Name"),
    delete=ById(operation="DeleteTrail", argument="Name"),
    attributes={"Arn": "TrailARN"},
    completions={
        "EventSelectors": lambda trail, _old, new: _selectors("EventSelectors", trail, new),
        "AdvancedEventSelectors": lambda trail, _old, new: _selectors(
            "AdvancedEventSelectors", trail, new
        ),
        "IsLogging": _logging,
    },
    defaults={"IncludeGlobalServiceEvents": True, "IsMultiRegionTrail": False},
    tagging=Tagging(
        add=ById(operation="AddTags", argument="ResourceId", told="TrailARN"),
        remove=ById(operation="RemoveTags", argument="ResourceId", told="TrailARN"),
        tags="TagsList",
        tags_are_a_map=False,
        keys=lambda keys: {"TagsList": [{"Key": key} for key in keys]},
    ),
    pretended=frozenset({"InsightSelectors", "AggregationConfigurations"}),
)

COMPOSITE_ALARM = Row(
    type="AWS::CloudWatch::CompositeAlarm",
    service="cloudwatch",
    create="PutCompositeAlarm",
    identifier="AlarmName",
    name="AlarmName",
    lookup=Lookup(
        by_id=ById(
            operation="DescribeAlarms",
            argument="AlarmNames",
            many=True,
            fixed={"AlarmTypes": ["CompositeAlarm"]},
        ),
        found="CompositeAlarms",
    ),
    revises=True,
    delete=ById(operation="DeleteAlarms", argument="AlarmNames", many=True),
    attributes={"Arn": "AlarmArn"},
    tagging=by_arn("ResourceARN", told="AlarmArn"),
)

_CHAT_NAMES = {
    "SlackWorkspaceId": "SlackTeamId",
    "GuardrailPolicies": "GuardrailPolicyArns",
    "UserRoleRequired": "UserAuthorizationRequired",
}

_CHAT_TAG = ("TagKey", "TagValue")


def _for_chat(given: Properties) -> Properties:
    tags = [dict(zip(_CHAT_TAG, tag.values(), strict=True)) for tag in given.get("Tags", [])]
    return _renamed(given, _CHAT_NAMES) | ({"Tags": tags} if tags else {})


SLACK_CHANNEL = Row(
    type="AWS::Chatbot::SlackChannelConfiguration",
    service="chatbot",
    create="CreateSlackChannelConfiguration",
    identifier="ChannelConfiguration.ChatConfigurationArn",
    arrange=_for_chat,
    arrange_update=lambda _id, new, news: _renamed(
        {"SlackChannelId": new["SlackChannelId"], **news}, _CHAT_NAMES
    ),
    lookup=Lookup(
        by_id=ById(operation="DescribeSlackChannelConfigurations", argument="ChatConfigurationArn"),
        found="SlackChannelConfigurations",
    ),
    update=ById(operation="UpdateSlackChannelConfiguration", argument="ChatConfigurationArn"),
    delete=ById(operation="DeleteSlackChannelConfiguration", argument="ChatConfigurationArn"),
    attributes={"Arn": "ChatConfigurationArn"},
    defaults={"SnsTopicArns": [], "LoggingLevel": "NONE", "UserRoleRequired": False},
    tagging=replace(by_arn("ResourceARN"), words=_CHAT_TAG),
    pretended=frozenset({"CustomizationResourceArns"}),
)

WATCHING = (TRAIL, COMPOSITE_ALARM, SLACK_CHANNEL)
