"""The kinds of things that are kept, and what SageMaker adds to each."""

from collections.abc import Mapping
from typing import Any

from local.account.environment import REGION
from local.kept.kind import Kind, Record, arn, hexadecimal
from local.sagemaker.records import now

_MISSING, _EXISTS = "ResourceNotFound", "ResourceInUse"


def _domain(_given: Record) -> Record:
    identifier = f"d-{hexadecimal(12)}"
    return {
        "DomainId": identifier,
        "DomainArn": arn("sagemaker", f"domain/{identifier}"),
        "Url": f"https://{identifier}.studio.{REGION}.sagemaker.aws",
        "SecurityGroupIdForDomainBoundary": f"sg-{hexadecimal()}",
        **_settled("InService"),
    }


def _changed_domain(thing: Record) -> Record:
    """An update calls the settings by another name."""
    return {"DomainSettings": thing.get("DomainSettingsForUpdate", {})}


def _profile(given: Record) -> Record:
    name = f"user-profile/{given['DomainId']}/{given['UserProfileName'].lower()}"
    return {"UserProfileArn": arn("sagemaker", name), **_settled("InService")}


def _feature_group(given: Record) -> Record:
    name = given["FeatureGroupName"].lower()
    return {
        "FeatureGroupArn": arn("sagemaker", f"feature-group/{name}"),
        "FeatureGroupStatus": "Created",
        **_settled("Created"),
    }


def _changed_features(thing: Record) -> Record:
    known: Mapping[str, Any] = {
        one["FeatureName"]: one
        for one in [*thing["FeatureDefinitions"], *thing.get("FeatureAdditions", [])]
    }
    return {"FeatureDefinitions": list(known.values())}


def _workteam(given: Record) -> Record:
    name = given["WorkteamName"].lower()
    return {
        "WorkteamArn": arn("sagemaker", f"workteam/private-crowd/{name}"),
        "CreateDate": now(),
        "LastUpdatedDate": now(),
        "Success": True,
    }


def _lifecycle(given: Record) -> Record:
    name = given["StudioLifecycleConfigName"].lower()
    return {
        "StudioLifecycleConfigArn": arn("sagemaker", f"studio-lifecycle-config/{name}"),
        **_settled("InService"),
    }


def _settled(status: str) -> Record:
    return {"Status": status, "CreationTime": now(), "LastModifiedTime": now()}


def _kind(noun: str, *, key: str, facts: Any, updates: bool = True, **more: Any) -> Kind:
    return Kind(
        create=f"Create{noun}",
        describe=f"Describe{noun}",
        update=f"Update{noun}" if updates else "",
        delete=f"Delete{noun}",
        key=key,
        arn=f"{noun}Arn",
        facts=facts,
        missing=_MISSING,
        exists=_EXISTS,
        unique=True,
        **more,
    )


DOMAIN = _kind("Domain", key="DomainId", facts=_domain, derived=_changed_domain)
PROFILE = _kind("UserProfile", key="UserProfileName", facts=_profile, refers={"DomainId": DOMAIN})
FEATURE_GROUP = _kind(
    "FeatureGroup", key="FeatureGroupName", facts=_feature_group, derived=_changed_features
)
WORKTEAM = _kind("Workteam", key="WorkteamName", facts=_workteam, one="Workteam")
LIFECYCLE = _kind(
    "StudioLifecycleConfig", key="StudioLifecycleConfigName", facts=_lifecycle, updates=False
)
KINDS = (DOMAIN, PROFILE, FEATURE_GROUP, WORKTEAM, LIFECYCLE)
