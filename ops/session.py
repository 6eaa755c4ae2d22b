"""Where AWS is for an environment: its account, or the local account on this machine."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import boto3
import botocore.session
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
    SSOError,
    TokenRetrievalError,
)

from config import Environment

ACCOUNT = Path(__file__).parents[1] / ".millrace" / "account.json"
"""The local account writes here where it listens, and removes it when it stops."""

NOT_RUNNING = "the local account is not running: start it with make up"
# Somebody waits: by default a refused connection is tried again for half a minute.
_IMPATIENT = Config(retries={"mode": "standard", "total_max_attempts": 3})
_NOT_SIGNED_IN = (
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
    SSOError,
    TokenRetrievalError,
)
_OUT_OF_REACH = (EndpointConnectionError, ConnectTimeoutError, ConnectionClosedError)
_NOT_VALID = {
    "AuthFailure",
    "ExpiredToken",
    "ExpiredTokenException",
    "InvalidClientTokenId",
    "RequestExpired",
    "UnrecognizedClientException",
}
_NOT_ALLOWED = {"AccessDenied", "AccessDeniedException", "UnauthorizedOperation"}


class RefusalError(Exception):
    """Something that the person at the keyboard can put right, in one sentence; exit code 2."""


def aws_session(environment: Environment, *, account: Path = ACCOUNT) -> boto3.Session:
    """Every client made of it speaks to the environment's own endpoint, without being told to."""
    core = botocore.session.Session()
    core.set_default_client_config(_IMPATIENT)
    if environment.name != "local" or "AWS_ENDPOINT_URL" in os.environ:
        return boto3.Session(region_name=environment.region, botocore_session=core)
    return _local_session(core, account)


@contextmanager
def in_plain_words(environment: Environment) -> Iterator[None]:
    """What a person can put right becomes a RefusalError; a mistake of ours stays what it is."""
    try:
        yield
    except _NOT_SIGNED_IN as error:
        raise RefusalError(f"no AWS credentials for {environment.name}: {error}") from error
    except _OUT_OF_REACH as error:
        raise RefusalError(_out_of_reach(environment, error)) from error
    except ClientError as error:
        sentence = _sentence(environment, error)
        if sentence is None:
            raise
        raise RefusalError(sentence) from error


def _local_session(core: botocore.session.Session, account: Path) -> boto3.Session:
    """Blind to the user's own AWS files, so that nothing meant for this machine leaves it."""
    at = _told(account)
    for variable, value in {
        "profile": "default",
        "config_file": os.devnull,
        "credentials_file": os.devnull,
    }.items():
        core.set_config_variable(variable, value)
    # The only way to give a whole session its endpoint without touching this process's environment.
    core.full_config["profiles"]["default"] = {"endpoint_url": at["endpoint"]}
    return boto3.Session("test", "test", region_name=at["region"], botocore_session=core)


def _told(account: Path) -> dict[str, str]:
    try:
        at = json.loads(account.read_text())
        return {"endpoint": at["endpoint"], "region": at["region"]}
    except FileNotFoundError:
        raise RefusalError(NOT_RUNNING) from None
    except (KeyError, TypeError, ValueError) as error:
        raise RefusalError(
            f"{account} does not say where the local account is: stop it with make down, "
            "then start it with make up"
        ) from error


def _out_of_reach(environment: Environment, error: BotoCoreError) -> str:
    if environment.name == "local":
        return NOT_RUNNING
    return f"AWS cannot be reached for {environment.name}: {error}"


def _sentence(environment: Environment, error: ClientError) -> str | None:
    code, message = error.response["Error"]["Code"], error.response["Error"]["Message"]
    if code in _NOT_VALID:
        return f"the AWS credentials for {environment.name} are not valid ({code}): sign in again"
    if code in _NOT_ALLOWED:
        return f"not allowed in {environment.name}: {message}"
    return None
