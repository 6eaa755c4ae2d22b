"""Container images that a network without a way out can pull."""

import re

from config.errors import RefusedError

_ECR = re.compile(
    r"\d{12}\.dkr\.ecr(-fips)?\.(?P<region>[a-z0-9-]+)\.amazonaws\.com/"
    r"[a-z0-9]+([._/-]+[a-z0-9]+)*"
    r"(?P<version>(:[\w][\w.-]{0,127})?(@sha256:[0-9a-f]{64})?)"
)


def pullable(reference: str) -> str:
    match = _ECR.fullmatch(reference)
    if not match:
        raise RefusedError(
            "the private network reaches no registry but ECR",
            allowed="<account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>",
        )
    if match["version"] in {"", ":latest"}:
        raise RefusedError("a retry must run what the first attempt ran: name a tag or a digest")
    return reference


def region_of(reference: str) -> str:
    match = _ECR.fullmatch(reference)
    return match["region"] if match else ""
