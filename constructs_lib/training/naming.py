"""Names that SageMaker wants from us, such that IAM can name what bears them."""

import re

from constructs_lib.mistakes import MistakeError

_NAME = re.compile(r"[a-z0-9](-*[a-z0-9])*")
LONGEST_GROUP, LONGEST_PIPELINE = 63, 256


class ResourceNameError(MistakeError):
    """SageMaker would refuse the name, or write it otherwise into the ARN."""


def checked(name: str, *, of: str, longest: int) -> str:
    """SageMaker puts names into ARNs in small letters, and IAM compares letter by letter."""
    if _NAME.fullmatch(name) and len(name) <= longest:
        return name
    raise ResourceNameError(
        f"{of} {name!r}: must be at most {longest} small letters, digits and hyphens, "
        "with a letter or digit at both ends"
    )
