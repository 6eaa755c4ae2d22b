"""Log groups of the platform: encrypted, kept for a while, gone with their stack."""

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_logs as logs
from constructs import Construct

from constructs_lib.domain_key import DomainKey

_DAYS = logs.RetentionDays
_KEEPS = {
    1: _DAYS.ONE_DAY,
    3: _DAYS.THREE_DAYS,
    5: _DAYS.FIVE_DAYS,
    7: _DAYS.ONE_WEEK,
    14: _DAYS.TWO_WEEKS,
    30: _DAYS.ONE_MONTH,
    60: _DAYS.TWO_MONTHS,
    90: _DAYS.THREE_MONTHS,
    120: _DAYS.FOUR_MONTHS,
    150: _DAYS.FIVE_MONTHS,
    180: _DAYS.SIX_MONTHS,
    365: _DAYS.ONE_YEAR,
    400: _DAYS.THIRTEEN_MONTHS,
    545: _DAYS.EIGHTEEN_MONTHS,
    731: _DAYS.TWO_YEARS,
    1096: _DAYS.THREE_YEARS,
    1827: _DAYS.FIVE_YEARS,
    2192: _DAYS.SIX_YEARS,
    2557: _DAYS.SEVEN_YEARS,
    2922: _DAYS.EIGHT_YEARS,
    3288: _DAYS.NINE_YEARS,
    3653: _DAYS.TEN_YEARS,
}
"""What CloudWatch Logs can keep, in days (PutRetentionPolicy, API reference)."""


class PlatformLogGroup(logs.LogGroup):
    """``expire`` is one of the numbers of days that CloudWatch Logs knows."""

    def __init__(self, scope: Construct, id: str, *, key: DomainKey, expire: Duration) -> None:
        super().__init__(
            scope,
            id,
            encryption_key=key,
            retention=_KEEPS[int(expire.to_days())],
            removal_policy=RemovalPolicy.DESTROY,
        )
