"""What a program needs in its environment to take the local account for AWS."""

import os
from collections.abc import Mapping
from pathlib import Path

from local.account.environment import ACCOUNT_ID
from local.record import Account

_FOREIGN = ("AWS_", "CDK_")
_PROXIES = ("http_proxy", "https_proxy", "all_proxy")


def aws_environment(account: Account, inherited: Mapping[str, str] = os.environ) -> dict[str, str]:
    """For any AWS SDK: nobody's own credentials or settings, and no proxy on the way."""
    kept = {name: value for name, value in inherited.items() if not _is_foreign(name)}
    return kept | {
        "AWS_ENDPOINT_URL": account.endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": account.region,
        "AWS_DEFAULT_REGION": account.region,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }


def cdk_environment(
    account: Account, *, home: Path, inherited: Mapping[str, str] = os.environ
) -> dict[str, str]:
    """`home` is the command line's own folder: there it caches which key is which account."""
    return aws_environment(account, inherited) | {
        "CDK_HOME": str(home),
        "CDK_DEFAULT_ACCOUNT": ACCOUNT_ID,
        "CDK_DEFAULT_REGION": account.region,
        "CDK_DISABLE_VERSION_CHECK": "1",
        "CDK_DISABLE_CLI_TELEMETRY": "true",
    }


def _is_foreign(name: str) -> bool:
    return name.startswith(_FOREIGN) or name.lower() in _PROXIES
