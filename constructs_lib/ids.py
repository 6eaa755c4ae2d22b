"""Names that people chose, as construct ids."""


def id_of(name: str) -> str:
    """``team/training-base`` becomes ``TeamTrainingBase``."""
    return "".join(word.title() for word in name.replace("/", "-").split("-"))
