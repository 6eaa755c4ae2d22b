"""What a workload's pipeline.py writes with: each word adds a step, and gives what it makes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipelines.authoring.arguments import flags
from pipelines.authoring.candidate import Data, Evaluation, Model
from pipelines.authoring.functions import champion_step, tell_step
from pipelines.authoring.gate import gate_step
from pipelines.authoring.job import Ground
from pipelines.authoring.learning import learned
from pipelines.authoring.processing import Work, output_of, processing_step
from pipelines.authoring.registering import Candidate, register_step
from pipelines.authoring.vocabulary import Vocabulary, folder, joined
from pipelines.definition import Priced
from pipelines.model.stage import StageName
from pipelines.model.workload import Workload
from pipelines.sdk import Join, PropertyFile
from pipelines.sdk.images import image_uri
from pipelines.sdk.step import RequestStep
from pipelines.surroundings import Surroundings


class Author:
    """``workload`` is the file, and ``name`` the folder that it lies in."""

    def __init__(self, name: str, workload: Workload, surroundings: Surroundings) -> None:
        self.name = name
        self.workload = workload
        self.ground = Ground(Vocabulary(), surroundings)
        self.steps: list[Any] = []
        self.priced: list[Priced] = []

    def ingest(self) -> Any:
        """The rows as they are now: a cache looks into no folder, so DataVersion names them."""
        named = self.ground.vocabulary
        version = {"DATA_VERSION": named.setting("data_version", "1")}
        step = self._stage(
            "ingest", {"data": folder(named.placeholder("DataUri"))}, ["rows"], environment=version
        )
        return output_of(step, "rows")

    def validate(self, rows: Any) -> RequestStep:
        """Fails with a sentence if the rows are not what the workload says."""
        return self._stage("validate", {"rows": rows}, ["report"])

    def prepare(self, rows: Any, *, after: Sequence[RequestStep] = ()) -> Data:
        outputs = ("train", "validation", "test", "transform", "baseline")
        step = self._stage("prepare", {"rows": rows}, outputs, after=after)
        return Data(**{output: output_of(step, output) for output in outputs})

    def augment(self, data: Data) -> Data:
        """The training rows as they might also have been; nothing if the workload has it off."""
        plan = self.workload.augmentation
        if plan is None:
            return data
        step = self._stage(
            "augment", {"train": data.train}, ["train"], settings={"augmentation": plan}
        )
        return replace(data, train=output_of(step, "train"))

    def learn(self, data: Data) -> Model:
        """Trained, tuned or searched for, as the workload's file says."""
        step, model, priced = learned(self.name, self.workload, data, self.ground)
        self.steps.append(step)
        self.priced.append(priced)
        return model

    def compress(self, model: Model, data: Data) -> Model:
        """A smaller model; the same one if the workload has it off."""
        plan = self.workload.compression
        if plan is None:
            return model
        inputs = {"model": model.archive, "train": data.train, "test": data.test}
        step = self._stage("compress", inputs, ["model", "report"], settings={"compression": plan})
        archive = joined(output_of(step, "model"), "model.tar.gz")
        return replace(model, archive=archive, compression=output_of(step, "report"))

    def evaluate(self, model: Model, data: Data) -> Evaluation:
        """Of the held-out rows, beside the model that is approved now."""
        champion = champion_step(self.ground.vocabulary, after=self.steps[-1])
        self.steps.append(champion)
        inputs = {"model": model.archive, "test": data.test, "transform": data.transform}
        if model.compression is not None:
            inputs["compression"] = model.compression
        file = PropertyFile(name="evaluation", output_name="evaluation", path="evaluation.json")
        step = self._stage(
            "evaluate",
            inputs,
            ["evaluation"],
            settings={"gate": self.workload.gate.model_dump(exclude_none=True)},
            more=[*_told("champion", champion, "model_uri"), *self._of_champion(champion)],
            files=[file],
        )
        return Evaluation(step=step, file=file)

    def gate(self, evaluation: Evaluation, *, model: Model, data: Data) -> None:
        """Registered and told of if it passes; refused with the reason if it does not."""
        candidate = Candidate(workload=self.name, model=model, data=data, evaluation=evaluation)
        register = register_step(candidate, self.workload.registration, self.ground)
        tell = tell_step(register.properties.ModelPackageArn, self.ground.vocabulary)
        otherwise = f"{self.name} is not registered"
        self.steps.append(
            gate_step(self.workload.gate, evaluation, otherwise=otherwise, then=[register, tell])
        )

    def _stage(
        self,
        name: StageName,
        inputs: Mapping[str, Any],
        outputs: Sequence[str],
        *,
        settings: Mapping[str, Any] | None = None,
        more: Sequence[Any] = (),
        files: Sequence[Any] = (),
        after: Sequence[RequestStep] = (),
        environment: Mapping[str, Any] | None = None,
    ) -> RequestStep:
        stage = self.workload.stages[name]
        known = {"seed": self.workload.seed, "problem": self.workload.problem}
        work = Work(
            name=name.capitalize(),
            module=f"workloads.{self.name}.{name}",
            image=self._image(),
            role=_ROLES.get(name, "PrepareRole"),
            minutes=stage.minutes,
            volume_gib=stage.volume_gib,
            inputs=inputs,
            outputs=outputs,
            arguments=[*flags({**known, **stage.settings, **(settings or {})}), *more],
            registered=_REGISTERED.get(name, ()),
            cached=name in _CACHED,
            files=files,
            after=after,
            environment=environment or {},
        )
        step = processing_step(work, self.ground)
        self.steps.append(step)
        instance_type = self.ground.surroundings.processing_instance
        self.priced.append(
            Priced(step=work.name, minutes=stage.minutes, instance_type=instance_type)
        )
        return step

    def _of_champion(self, champion: RequestStep) -> list[Any]:
        """The champion is held to the rows as its own transform makes them."""
        if self.workload.registration.transform is None:
            return []
        return _told("champion_transform", champion, "transform_uri")

    def _image(self) -> str:
        image, around = self.workload.image, self.ground.surroundings
        return image_uri(
            image.framework,
            image.version,
            python=image.python,
            region=around.region,
            instance_type=around.processing_instance,
            scope="training",
        )


def _told(name: str, step: RequestStep, output: str) -> list[Any]:
    return ["--set", Join(on="=", values=[name, step.output_parameter(output)])]


_ROLES = {"compress": "TrainRole", "evaluate": "JudgeRole"}
_REGISTERED = {"prepare": ("transform",), "compress": ("model",)}
_CACHED = ("ingest", "validate", "prepare", "augment")
