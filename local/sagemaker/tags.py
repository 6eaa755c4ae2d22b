"""Tags of whatever SageMaker keeps, by the ARN of the thing."""

from collections.abc import Mapping, Sequence
from typing import Any

from local.api.message import Operation


class Tags:
    def __init__(self) -> None:
        self._by_arn: dict[str, dict[str, str]] = {}

    @property
    def operations(self) -> dict[str, Operation]:
        return {"AddTags": self.add, "DeleteTags": self.delete, "ListTags": self.list}

    def start(self, arn: str, tags: Sequence[Mapping[str, str]]) -> None:
        self._by_arn[arn] = {tag["Key"]: tag["Value"] for tag in tags}

    def of(self, arn: str) -> list[dict[str, str]]:
        return [{"Key": key, "Value": value} for key, value in self._by_arn.get(arn, {}).items()]

    def forget(self, arn: str) -> None:
        self._by_arn.pop(arn, None)

    def add(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        arn = request["ResourceArn"]
        self._by_arn.setdefault(arn, {}).update(
            {tag["Key"]: tag["Value"] for tag in request["Tags"]}
        )
        return {"Tags": self.of(arn)}

    def delete(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        for key in request["TagKeys"]:
            self._by_arn.get(request["ResourceArn"], {}).pop(key, None)
        return {}

    def list(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"Tags": self.of(request["ResourceArn"])}
