"""SageMaker beside its pipelines: Studio, feature groups, workteams."""

from collections.abc import Mapping
from typing import Any

from local.cloudformation.rows import ById, Lookup, Properties, Row
from local.cloudformation.types.sagemaker import tags_by

_GOOD = ("InService",)
_BAD = ("Failed", "Delete_Failed", "Update_Failed")


def _renamed(given: Properties, names: Mapping[str, str]) -> Properties:
    return {names.get(name, name): value for name, value in given.items()}


_MEMBERS: Mapping[str, str] = {
    "CognitoUserPool": "UserPool",
    "CognitoUserGroup": "UserGroup",
    "CognitoClientId": "ClientId",
    "OidcGroups": "Groups",
}


def _in_words_of_the_api(value: Any) -> Any:
    """CloudFormation says of every name of a workteam's members whose it is."""
    if isinstance(value, Mapping):
        return {
            _MEMBERS.get(name, name): _in_words_of_the_api(item) for name, item in value.items()
        }
    return [_in_words_of_the_api(item) for item in value] if isinstance(value, list) else value


def _described(noun: str, argument: str, **more: Any) -> Lookup:
    by_id = ById(operation=f"Describe{noun}", argument=argument)
    return Lookup(by_id=by_id, **{"found": "", **more})


DOMAIN = Row(
    type="AWS::SageMaker::Domain",
    service="sagemaker",
    create="CreateDomain",
    identifier="DomainId || DomainArn",
    lookup=_described("Domain", "DomainId", status="Status", good=_GOOD, bad=_BAD),
    update=ById(operation="UpdateDomain", argument="DomainId"),
    arrange_update=lambda _id, _new, news: _renamed(
        news, {"DomainSettings": "DomainSettingsForUpdate"}
    ),
    delete=ById(operation="DeleteDomain", argument="DomainId"),
    name="DomainName",
    tagging=tags_by("DomainArn"),
)

PROFILE = Row(
    type="AWS::SageMaker::UserProfile",
    service="sagemaker",
    create="CreateUserProfile",
    identifier="UserProfileName",
    # A description needs the domain as well, which a physical id does not tell.
    lookup=Lookup(
        by_id=ById(operation="ListUserProfiles", argument="UserProfileNameContains"),
        found="UserProfiles",
        where="UserProfileName=='{id}'",
        status="Status",
        good=_GOOD,
        bad=_BAD,
    ),
    update=ById(operation="UpdateUserProfile", argument="UserProfileName", also=("DomainId",)),
    delete=ById(operation="DeleteUserProfile", argument="UserProfileName", also=("DomainId",)),
    name="UserProfileName",
)

FEATURE_GROUP = Row(
    type="AWS::SageMaker::FeatureGroup",
    service="sagemaker",
    create="CreateFeatureGroup",
    identifier="FeatureGroupName",
    lookup=_described(
        "FeatureGroup", "FeatureGroupName", status="FeatureGroupStatus", good=("Created",)
    ),
    update=ById(operation="UpdateFeatureGroup", argument="FeatureGroupName"),
    arrange_update=lambda _id, _new, news: _renamed(
        news, {"FeatureDefinitions": "FeatureAdditions"}
    ),
    delete=ById(operation="DeleteFeatureGroup", argument="FeatureGroupName"),
    name="FeatureGroupName",
)

WORKTEAM = Row(
    type="AWS::SageMaker::Workteam",
    service="sagemaker",
    create="CreateWorkteam",
    identifier="WorkteamName",
    arrange=_in_words_of_the_api,
    arrange_update=lambda _id, _new, news: _in_words_of_the_api(news),
    lookup=_described("Workteam", "WorkteamName", found="Workteam"),
    update=ById(operation="UpdateWorkteam", argument="WorkteamName"),
    delete=ById(operation="DeleteWorkteam", argument="WorkteamName"),
    name="WorkteamName",
)

LIFECYCLE = Row(
    type="AWS::SageMaker::StudioLifecycleConfig",
    service="sagemaker",
    create="CreateStudioLifecycleConfig",
    identifier="StudioLifecycleConfigName",
    lookup=_described("StudioLifecycleConfig", "StudioLifecycleConfigName"),
    delete=ById(operation="DeleteStudioLifecycleConfig", argument="StudioLifecycleConfigName"),
    name="StudioLifecycleConfigName",
)

STUDIO = (DOMAIN, PROFILE, FEATURE_GROUP, WORKTEAM, LIFECYCLE)
