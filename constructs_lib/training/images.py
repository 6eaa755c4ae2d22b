"""Container images as IAM knows them: by the repository that they lie in."""

import re

from constructs_lib.mistakes import MistakeError

_REFERENCE = re.compile(
    r"(?P<account>\d{12})\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com/"
    r"(?P<repository>[a-z0-9][a-z0-9._/-]*)(:[\w.-]+)?(@sha256:[0-9a-f]{64})?"
)


class ImageError(MistakeError):
    """An image that no grant of ours can name."""


def repository_arn(image: str) -> str:
    found = _REFERENCE.fullmatch(image)
    if found is None:
        raise ImageError(
            f"image {image!r} lies in no registry of AWS; "
            "allowed: <account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>"
        )
    where = "{region}:{account}:repository/{repository}".format_map(found.groupdict())
    return f"arn:aws:ecr:{where}"
