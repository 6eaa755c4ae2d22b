"""The word run: starts a pipeline, and watches it unless told not to."""

from argparse import Namespace

from ops.pipeline.following import followed, how_to_go_on
from ops.pipeline.place import Place
from ops.pipeline.starting import started
from ops.pipeline.watching import Clock


def run(said: Namespace, place: Place, clock: Clock) -> int:
    arn = started(place, said.name, given=said.set, only=said.only, source=said.source)
    id_ = arn.rsplit("/", 1)[-1]
    print(f"started {said.name} as {id_}", flush=True)
    if said.no_wait:
        print(how_to_go_on(id_, place))
        return 0
    return followed(place, arn, clock, said.report)
