"""Imports the SDK as if nobody were there: it makes an AWS client, warns and sets up logging."""

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import boto3

_INSTEAD = {
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
}


@contextmanager
def alone() -> Iterator[None]:
    """What the person at the keyboard has set is put back, unread."""
    theirs = {key: value for key, value in os.environ.items() if key.startswith("AWS_")}
    root = logging.getLogger()
    handlers, level, session = list(root.handlers), root.level, boto3.DEFAULT_SESSION
    _replace(_INSTEAD)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        _replace(theirs)
        boto3.DEFAULT_SESSION = session
        root.handlers[:] = handlers
        root.setLevel(level)
        logging.getLogger("sagemaker").setLevel(logging.WARNING)


def _replace(settings: dict[str, str]) -> None:
    for key in [key for key in os.environ if key.startswith("AWS_")]:
        del os.environ[key]
    os.environ.update(settings)
