"""Who runs pipelines by the words of the command, and reads what it prints."""

import io
import re
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from ops.pipeline.__main__ import main as pipeline
from ops.pipeline.execution import found
from ops.pipeline.place import Place
from ops.pipeline.snapshot import Snapshot, snapshot
from ops.pipeline.watching import Clock
from tests.account.conftest import Deployed

_IMPATIENT = Clock(seconds=0.4)


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Run:
    """An execution that has ended, as the command told of it, and as SageMaker does."""

    code: int
    out: str
    seen: Snapshot
    report: str

    @property
    def arn(self) -> str:
        return self.seen.execution.arn

    @property
    def id(self) -> str:
        return self.seen.execution.id

    def line(self, step: str) -> str:
        """The last about that step while it was watched."""
        *_, last = [line for line in self.out.splitlines() if f" {step} " in line]
        return last


@dataclass(frozen=True)
class Person:
    deployed: Deployed
    folder: Path
    """Where the command is typed, and so where its reports go."""

    @property
    def place(self) -> Place:
        return Place(self.deployed.up.environment, self.deployed.up.session)

    def says(self, *words: str) -> Said:
        out, err = io.StringIO(), io.StringIO()
        with chdir(self.folder), redirect_stdout(out), redirect_stderr(err):
            code = pipeline(words, connect=lambda _: self.deployed.up.session, clock=_IMPATIENT)
        return Said(code, out.getvalue(), err.getvalue())

    def starts(self, name: str, *words: str) -> str:
        """The id of the execution."""
        said = self.says("run", name, "--no-wait", *words)
        begun = re.match(rf"started {name} as (\S+)\n", said.out)
        assert begun, said
        return begun[1]

    def watches(self, execution: str) -> Run:
        """`execution` is an id, or the ARN of one that is not the environment's."""
        said = self.says("show", execution, "--watch")
        [report] = re.findall(r"^report: (.+)$", said.out, re.MULTILINE)
        place = self.place
        arn = found(execution, place.pipelines().values(), place.sagemaker)
        seen = snapshot(place.sagemaker, arn, place.definition_of(arn))
        return Run(said.code, said.out, seen, (self.folder / report).read_text())
