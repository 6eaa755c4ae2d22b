"""The command of a job: a bootstrap, then a flag for each parameter of a submission."""

import re
from collections.abc import Mapping

from constructs_lib.mistakes import MistakeError

_NAME = re.compile(r"[a-z][a-z0-9_]*(-[a-z0-9_]+)*")
_REFERENCE = re.compile(r"Ref::([\w-]+)")
_EITHER_WAY = 'pass\n"exec" "python" "-c" "$3" "${@:4}"\n'
"""For Python: nothing, and a string. For an image whose entry point evals what it is given, as
those of AWS's that are made for SageMaker: line by line a shell would run the bootstrap."""


class ParameterError(MistakeError):
    """A parameter that AWS Batch would not put into the command."""


def command_of(bootstrap: str, parameters: Mapping[str, str]) -> list[str]:
    """``parameters`` are the names, each with what it is when a submission leaves it out."""
    for name, default in parameters.items():
        _refuse(name, default)
    flags = [word for name in parameters for word in (f"--{name}", f"Ref::{name}")]
    command = ["python", "-c", _EITHER_WAY + bootstrap, *flags]
    refuse_strangers(command, parameters)
    return command


def refuse_strangers(command: list[str], parameters: Mapping[str, str]) -> None:
    """What is referred to without a default stays in the command as it is written."""
    referred = {name for word in command for name in _REFERENCE.findall(word)}
    if referred != set(parameters):
        raise ParameterError(
            f"the command refers to {_listed(referred)}, the parameters are {_listed(parameters)}"
        )


def _refuse(name: str, default: str) -> None:
    if not _NAME.fullmatch(name):
        raise ParameterError(
            f"parameter {name!r}: must be lower-case letters, digits, - and _, from a letter on"
        )
    if not default or "Ref::" in default:
        raise ParameterError(
            f"parameter {name!r}: must have a default, and none that refers to another, "
            f"got {default!r}"
        )


def _listed(names: Mapping[str, str] | set[str]) -> str:
    return ", ".join(sorted(names)) or "none"
