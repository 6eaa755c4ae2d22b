"""Names of AWS resources that live outside Millrace."""

from dataclasses import dataclass
from typing import Annotated, TypeAlias

from config.words import Spelling

_PLACE = r"[a-z]{2}(-[a-z]+)+-[0-9]:[0-9]{12}"

SecretArn: TypeAlias = Annotated[
    str,
    Spelling(
        rf"arn:aws(-[a-z]+)*:secretsmanager:{_PLACE}:secret:[A-Za-z0-9/_+=.@-]+-[A-Za-z0-9]{{6}}",
        "the whole ARN of a secret, "
        "such as arn:aws:secretsmanager:us-east-1:111122223333:secret:orders-AbCdEf",
    ),
]
AgentArn: TypeAlias = Annotated[
    str,
    Spelling(
        rf"arn:aws(-[a-z]+)*:datasync:{_PLACE}:agent/agent-[0-9a-z]{{17}}",
        "the ARN of a DataSync agent, "
        "such as arn:aws:datasync:us-east-1:111122223333:agent/agent-0123456789abcdef0",
    ),
]
WorkteamArn: TypeAlias = Annotated[
    str,
    Spelling(
        rf"arn:aws(-[a-z]+)*:sagemaker:{_PLACE}:workteam/private-crowd/[A-Za-z0-9-]{{1,63}}",
        "the ARN of a private workteam, to whom alone the data is shown, "
        "such as arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/vision",
    ),
]


@dataclass(frozen=True)
class Origin:
    partition: str
    region: str
    account: str


def origin_of(arn: str) -> Origin:
    _, partition, _, region, account, *_ = arn.split(":")
    return Origin(partition, region, account)
