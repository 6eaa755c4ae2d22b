"""The versions of a model group in SageMaker's registry, and the way back to CloudFormation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import urllib3
from botocore.exceptions import BotoCoreError, ClientError

from millrace.domain.model_cleaning import CleaningError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_sagemaker import SageMakerClient

    from millrace.domain.model_cleaning import Answer

_GONE = "does not exist"


class RegistryVersions:
    def __init__(self, client: SageMakerClient) -> None:
        self._client = client

    def of(self, group: str) -> Iterator[str]:
        pages = self._client.get_paginator("list_model_packages")
        try:
            for page in pages.paginate(ModelPackageGroupName=group):
                for version in page["ModelPackageSummaryList"]:
                    yield version["ModelPackageArn"]
        except (BotoCoreError, ClientError) as error:
            if _GONE not in str(error):
                raise CleaningError(str(error)) from error

    def delete(self, arn: str) -> None:
        try:
            self._client.delete_model_package(ModelPackageName=arn)
        except (BotoCoreError, ClientError) as error:
            if _GONE not in str(error):
                raise CleaningError(str(error)) from error


def send(answer: Answer) -> None:
    """To the signed URL: S3 wants no content type that was not signed with it."""
    urllib3.request("PUT", answer.url, body=json.dumps(answer.body), headers={"Content-Type": ""})
