"""Whether what arrives can get there and be judged, and whether ARNs are of this environment."""

from collections.abc import Iterator

from config.arns import origin_of
from config.errors import RefusedError, Where
from config.landing import FileType
from config.whole import Broken, Whole, jobs, sound
from config.words import listed

_PARTITION = "aws"
"""Of every region that an environment may name."""


def schemas_of_nothing(whole: Whole) -> Broken:
    landing = whole.data and whole.data.landing
    if landing and landing.schemas and not any(type_.has_columns for type_ in landing.types):
        allowed = listed(type_ for type_ in FileType if type_.has_columns)
        wrong = "no type under types has columns that can be checked"
        yield ("data", "landing", "schemas"), RefusedError(wrong, allowed=allowed)


def foreign_arns(whole: Whole) -> Broken:
    for where, arn, account, user in _arns(whole):
        origin = origin_of(arn)
        if origin.partition != _PARTITION:
            yield where, RefusedError(f"must be in the partition {_PARTITION}")
        elif whole.region and origin.region != whole.region:
            yield where, RefusedError(f"must be in {whole.region}, where the environment is")
        elif account and origin.account != account:
            yield where, RefusedError(f"must be in the account {account}, as {user} is")


def _arns(whole: Whole) -> Iterator[tuple[Where, str, str | None, str]]:
    """The last two are the account that it must be in, and why; Glue takes any account's secret."""
    if whole.sources:
        for name, database in sound(whole.sources.databases):
            yield ("sources", "databases", name, "secret_arn"), database.secret_arn, None, ""
        for name, share in sound(whole.sources.files):
            for position, arn in enumerate(share.agent_arns):
                yield (
                    ("sources", "files", name, "agent_arns", position),
                    arn,
                    whole.account,
                    "DataSync",
                )
    for name, labelling in sound(whole.labelling):
        yield ("labelling", name, "workteam"), labelling.workteam, whole.account, "the environment"
    for place, job in jobs(whole):
        for variable, arn in job.secrets.items():
            yield (*place, "secrets", variable), arn, whole.account, "the job"
