"""Asks SageMaker which models are registered, and how each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from millrace.domain.registry import Container, Package

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mypy_boto3_sagemaker import SageMakerClient
    from mypy_boto3_sagemaker.type_defs import DescribeModelPackageOutputTypeDef


class SageMakerRegistry:
    def __init__(self, client: SageMakerClient) -> None:
        self._client = client

    def newest_approved(self, group: str) -> str | None:
        """A page may be empty though another follows."""
        pages = self._client.get_paginator("list_model_packages").paginate(
            ModelPackageGroupName=group,
            ModelApprovalStatus="Approved",
            SortBy="CreationTime",
            SortOrder="Descending",
        )
        found = (each for page in pages for each in page["ModelPackageSummaryList"])
        newest = next(found, None)
        return newest["ModelPackageArn"] if newest else None

    def package(self, arn: str) -> Package:
        answer = self._client.describe_model_package(ModelPackageName=arn)
        quality = answer.get("ModelMetrics", {}).get("ModelQuality", {})
        return Package(
            arn=answer["ModelPackageArn"],
            group=answer["ModelPackageGroupName"],
            version=answer["ModelPackageVersion"],
            approval=answer["ModelApprovalStatus"],
            containers=_containers(answer),
            report_uri=quality.get("Statistics", {}).get("S3Uri"),
        )


def _containers(answer: DescribeModelPackageOutputTypeDef) -> Sequence[Container]:
    return [
        Container(hostname=each.get("ContainerHostname"), model_uri=each.get("ModelDataUrl"))
        for each in answer.get("InferenceSpecification", {}).get("Containers", [])
    ]
