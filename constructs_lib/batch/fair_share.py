"""Who comes first when a fleet is busy: teams, in proportion to their shares."""

from collections.abc import Mapping

from aws_cdk import Duration
from aws_cdk import aws_batch as batch
from constructs import Construct

SHARED = "shared"
"""The share of jobs that belong to no team."""

_WORKING_DAY = Duration.hours(12)
_DECIMALS = 4


class FairShare(batch.FairshareSchedulingPolicy):
    """AWS Batch weighs the other way round: half the weight is twice the share.

    Use is forgotten within half a day: who had the fleet in the morning waits in the afternoon, and
    last week counts for nothing. No vCPUs are reserved for teams that are not there: they would
    stand idle, and a job as large as the fleet would never start.
    """

    def __init__(self, scope: Construct, id: str, *, shares: Mapping[str, int]) -> None:
        super().__init__(
            scope,
            id,
            shares=[
                batch.Share(share_identifier=name, weight_factor=weight)
                for name, weight in weights(shares).items()
            ],
            share_decay=_WORKING_DAY,
            compute_reservation=0,
        )


def weights(shares: Mapping[str, int]) -> dict[str, float]:
    """The smallest share weighs 1, as does what the policy does not list, and ``shared``."""
    least = min(shares.values(), default=1)
    of_teams = {name: round(least / share, _DECIMALS) for name, share in sorted(shares.items())}
    return {**of_teams, SHARED: 1.0}
