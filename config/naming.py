"""Whether names stay apart in the templates, where fleets, queues and jobs become outputs."""

from collections.abc import Iterable, Iterator

from config.errors import RefusedError, Where
from config.whole import Broken, Whole

_SECTIONS = ("fleets", "fargate", "training", "processing")


def names_given_twice(whole: Whole) -> Broken:
    taken: dict[str, str] = {}
    for section in _SECTIONS:
        for name in getattr(whole, section) or ():
            if name in taken:
                wrong = f"{taken[name]}.{name} has that name"
                yield (section, name), RefusedError(wrong, allowed="a name that no other has")
            taken.setdefault(name, section)


def outputs_made_twice(whole: Whole) -> Broken:
    """A fleet `gpu` with a queue `urgent` makes GpuUrgentQueue, and so does one `gpu-urgent`."""
    taken: dict[str, Where] = {}
    for where, output in _outputs(whole):
        first = taken.setdefault(output, where)
        if first[1:] != where[1:]:
            other = ".".join(map(str, first))
            yield where, RefusedError(f"makes the output {output}, as {other} does")


def ids_made_twice(whole: Whole) -> Broken:
    """Words that begin after a digit look alike: `digits-v1b` and `digits-v1-b` are DigitsV1B."""
    for section, names in _made_into_ids(whole):
        taken: dict[str, str] = {}
        for name in names:
            first = taken.setdefault(_id(name), name)
            if first != name:
                wrong = f"makes the id {_id(name)}, as {first} does"
                yield (*section, name), RefusedError(wrong, allowed="a name that differs in more")


def _made_into_ids(whole: Whole) -> Iterator[tuple[Where, Iterable[str]]]:
    yield ("pipelines",), whole.pipelines or ()
    yield ("feature_groups",), whole.feature_groups or ()
    yield ("labelling",), whole.labelling or ()
    yield ("studio", "users"), whole.studio.users if whole.studio else ()


def _outputs(whole: Whole) -> Iterator[tuple[Where, str]]:
    for section in ("training", "processing"):
        for name in getattr(whole, section) or ():
            yield (section, name), f"{_id(name)}JobQueue"
    for section in ("fleets", "fargate"):
        for name, fleet in (getattr(whole, section) or {}).items():
            yield (section, name), f"{_id(name)}Queue"
            for queue in list(fleet.queues)[1:] if fleet else ():
                yield (section, name, "queues", queue), f"{_id(name)}{_id(queue)}Queue"


def _id(name: str) -> str:
    return name.title().replace("-", "")
