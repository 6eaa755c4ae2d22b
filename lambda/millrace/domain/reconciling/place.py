"""The account and region that the reconciler looks at: where a bare id becomes an ARN."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Place:
    partition: str
    region: str
    account: str

    @classmethod
    def of(cls, arn: str) -> "Place":
        """Where the thing with this ARN is, such as the function itself."""
        _, partition, _, region, account, _ = arn.split(":", 5)
        return cls(partition=partition, region=region, account=account)

    def arn(self, service: str, resource: str) -> str:
        return f"arn:{self.partition}:{service}:{self.region}:{self.account}:{resource}"
