"""What a run-time parameter of a pipeline is called, and which names are taken."""

import re

_TAKEN = frozenset(
    {
        "CheckpointsUri",
        "CodeUri",
        "DataKey",
        "DataUri",
        "DataVersion",
        "FileClients",
        "FileSystem",
        "FileSystemRoot",
        "ImageRepository",
        "JudgeRole",
        "ModelPackageGroup",
        "ModelsUri",
        "PrepareRole",
        "SearchRole",
        "SecurityGroup",
        "TrainRole",
        "WorkUri",
    }
)


def pascal(name: str) -> str:
    """``learning_rate`` is LearningRate."""
    return "".join(word[:1].upper() + word[1:] for word in name.replace("-", "_").split("_"))


def is_taken(parameter: str) -> bool:
    return parameter in _TAKEN or bool(re.fullmatch(r"Subnet\d+", parameter))
