"""ECR's pull-through caches: which upstream registry answers under which prefix."""

from datetime import UTC, datetime

from local.account.environment import ACCOUNT_ID
from local.kept.kind import KeptService, Kind, Record


def _rule(_given: Record) -> Record:
    return {"registryId": ACCOUNT_ID, "createdAt": datetime.now(UTC)}


_RULE = Kind(
    create="CreatePullThroughCacheRule",
    describe="DescribePullThroughCacheRules",
    update="UpdatePullThroughCacheRule",
    delete="DeletePullThroughCacheRule",
    key="ecrRepositoryPrefix",
    asked="ecrRepositoryPrefixes",
    many="pullThroughCacheRules",
    facts=_rule,
    missing="PullThroughCacheRuleNotFoundException",
    exists="PullThroughCacheRuleAlreadyExistsException",
    unique=True,
)
REGISTRIES = KeptService(service="ecr", kinds=(_RULE,), takes_over=True)
