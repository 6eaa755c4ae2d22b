"""Which images the local account can stand in for, without having them."""

import re
from dataclasses import dataclass

from local.sagemaker.jobs.failures import JobFailedError, client_error

_IMAGE = re.compile(r"(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?/([^:@]+)[:@].+")
_FRAMEWORKS = re.compile(r"(pytorch-(training|inference)|sagemaker-(scikit-learn|xgboost))")
_XGBOOST = "sagemaker-xgboost"


@dataclass(frozen=True)
class Image:
    uri: str
    is_own: bool
    """Of this account: what is in it is the team's, and its code comes from S3."""
    is_framework: bool
    has_xgboost: bool

    @classmethod
    def of(cls, uri: str, *, account_id: str) -> "Image":
        found = _IMAGE.fullmatch(uri)
        owner, repository = (found[1], found[3]) if found else ("", "")
        return cls(
            uri,
            is_own=owner == account_id,
            is_framework=_FRAMEWORKS.fullmatch(repository) is not None,
            has_xgboost=repository == _XGBOOST,
        )

    @property
    def is_known(self) -> bool:
        return self.is_own or self.is_framework


def cannot_run(uri: str, because: str) -> JobFailedError:
    return client_error(
        f"Cannot run the image {uri} in the local account: {because}. It stands in for the images "
        f"of PyTorch, scikit-learn and XGBoost, and for this account's own, with code from S3; it "
        f"runs XGBoost as a built-in algorithm"
    )
