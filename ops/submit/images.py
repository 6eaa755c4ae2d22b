"""Whether the image of a job exists: a job without one waits, starts an instance, and fails.

The question is BatchGetImage, which is what a pull itself asks. DescribeImages would be lighter,
but the registries that AWS shares with everybody do not allow it (github.com/jetstack/
version-checker, issues 122 and 167). To ask, one needs ecr:BatchGetImage on the repository.
"""

import re
from collections.abc import Mapping

import boto3
from botocore.exceptions import ClientError

from config import Environment
from ops.session import RefusalError

_IMAGE = re.compile(
    r"(?P<registry>\d{12})\.dkr\.ecr(-fips)?\.(?P<region>[a-z0-9-]+)\.amazonaws\.com/"
    r"(?P<repository>[^:@]+)(:(?P<tag>[^@]+))?(@(?P<digest>.+))?"
)
_NOT_ALLOWED = {"AccessDenied", "AccessDeniedException"}
_ABSENT = {"ImageNotFound", "InvalidImageTag", "InvalidImageDigest", "ImageTagDoesNotMatchDigest"}


def unchecked_image(session: boto3.Session, environment: Environment, image: str) -> str | None:
    """Why nobody knows whether it exists, or None if it does; refused if it does not."""
    match = _IMAGE.fullmatch(image)
    if match is None:
        raise RefusalError(f"image {image} is in no ECR registry")
    if environment.name == "local" and match["registry"] != environment.account:
        return f"image not checked: the local account has no registry {match['registry']}"
    try:
        return _missing(session, image, match.groupdict())
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code == "RepositoryNotFoundException":
            raise RefusalError(
                f"image {image} does not exist: registry {match['registry']} has no repository "
                f"{match['repository']}"
            ) from error
        if code == "InvalidParameterException":
            raise RefusalError(f"image {image}: {error.response['Error']['Message']}") from error
        if code in _NOT_ALLOWED:
            return f"image not checked: {error.response['Error']['Message']}"
        raise


def _missing(session: boto3.Session, image: str, parts: Mapping[str, str | None]) -> str | None:
    wanted = {"imageTag": parts["tag"], "imageDigest": parts["digest"]}
    answer = session.client("ecr", region_name=parts["region"]).batch_get_image(
        registryId=parts["registry"],
        repositoryName=parts["repository"],
        imageIds=[{key: value for key, value in wanted.items() if value}],
    )
    for failure in answer["failures"]:
        because = f"{failure['failureCode']}: {failure.get('failureReason', 'no reason given')}"
        if failure["failureCode"] in _ABSENT:
            raise RefusalError(f"image {image} does not exist ({because})")
        return f"image not checked: {because}"
    return None
