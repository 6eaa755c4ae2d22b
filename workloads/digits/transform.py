"""The array transform: each child makes features of its chunk of the digits, as a part of a whole.

Reads <READS>/digits.csv and writes <WRITES>/<items>-by-<chunk>/part-<from>-<to>.csv; the parts of
one folder in the order of their names are the whole, and the same whole in every folder of as many
items. Flags: --items (of them all), --chunk (of a child).
"""

from argparse import Namespace

from workloads.contract import (
    BatchJob,
    Flags,
    RefusedError,
    in_one_sentence,
    listen,
    say,
    setting,
    whole_number,
)
from workloads.digits import storage
from workloads.digits.parts import Chunk, cut, make


class ChunkError(RefusedError):
    """A child cannot know its items, or they are not in the data."""


def flags() -> Flags:
    flags = Flags(prog="transform")
    flags.add_argument("--items", type=whole_number(at_least=1), required=True)
    flags.add_argument("--chunk", type=whole_number(at_least=1), required=True)
    return flags


def chunk_of(job: BatchJob, *, items: int, size: int) -> Chunk:
    """Empty for a child behind the last item: an array may be larger than it must be."""
    if job.array_index is None and size < items:
        raise ChunkError(
            f"--items {items} in chunks of {size} need an array of {-(-items // size)} children, "
            "and this job is no array: AWS_BATCH_JOB_ARRAY_INDEX is not set"
        )
    first = (job.array_index or 0) * size
    return Chunk(min(first, items), min(first + size, items))


def only(name: str) -> str:
    places = setting(name).split(",")
    if len(places) != 1:
        raise ChunkError(f"{name} must name one place, got {', '.join(places)}")
    return places[0].rstrip("/")


def transform(parameters: Namespace) -> None:
    notice, job = listen(), BatchJob.from_environment()
    say(f"job {job.id}, attempt {job.attempt}")
    chunk = chunk_of(job, items=parameters.items, size=parameters.chunk)
    rows = storage.read(f"{only('READS')}/digits.csv").splitlines()
    if len(rows) < parameters.items:
        raise ChunkError(f"--items must be at most {len(rows)}, got {parameters.items}")
    folder = cut(items=parameters.items, chunk=parameters.chunk)
    store = storage.store_at(f"{only('WRITES')}/{folder}")
    make(chunk, rows, store=store, notice=notice)


def main() -> None:
    with in_one_sentence("transform"):
        transform(flags().parse_args())


if __name__ == "__main__":
    main()
