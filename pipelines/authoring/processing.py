"""The processing steps: a module of the workload in a framework image, folders in, folders out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipelines.authoring.job import CACHED, Ground, job_retries
from pipelines.authoring.vocabulary import EXECUTION, joined
from pipelines.sdk.step import RequestStep

_ROOT = "/opt/ml/processing"
_BOOTSTRAP = (
    'import glob,os,runpy,shutil,sys;r=os.environ.get("MILLRACE_ML_ROOT","/opt/ml")'
    '+"/processing/input/code/";[shutil.unpack_archive(f,r,"gztar")for f in glob.glob(r+"*")];'
    "sys.path.insert(0,r);runpy.run_module(sys.argv.pop(1),{},'__main__',True)"
)
"""The code lies in the input's folder as one archive; SageMaker allows 256 characters."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """What one processing step does."""

    name: str
    module: str
    image: str
    role: str
    minutes: int
    volume_gib: int
    inputs: Mapping[str, Any]
    outputs: Sequence[str]
    arguments: Sequence[Any]
    registered: Collection[str] = ()
    """Outputs that serve once a person has approved them: they lie with the models."""
    cached: bool = True
    files: Sequence[Any] = ()
    after: Sequence[Any] = ()
    environment: Mapping[str, Any] = field(default_factory=dict)


def processing_step(work: Work, ground: Ground) -> RequestStep:
    cache = CACHED if work.cached else {}
    return RequestStep(
        work.name,
        "Processing",
        _request(work, ground),
        describes=("DescribeProcessingJobResponse",),
        after=work.after,
        retries=job_retries(),
        beside={**cache, "PropertyFiles": list(work.files)},
    )


def output_of(step: RequestStep, name: str) -> Any:
    """Where it was written: of a cached step, in the execution that wrote it."""
    return step.properties.ProcessingOutputConfig.Outputs[name].S3Output.S3Uri


def _request(work: Work, ground: Ground) -> dict[str, Any]:
    named = ground.vocabulary.placeholder
    inputs = {"code": named("CodeUri"), **work.inputs}
    return {
        "RoleArn": named(work.role),
        "AppSpecification": {
            "ImageUri": work.image,
            "ContainerEntrypoint": ["python3", "-c", _BOOTSTRAP],
            "ContainerArguments": [work.module, *work.arguments],
        },
        "ProcessingInputs": [_input(name, uri) for name, uri in inputs.items()],
        "ProcessingOutputConfig": {
            "KmsKeyId": ground.key,
            "Outputs": [_output(name, _place(work, name, ground)) for name in work.outputs],
        },
        "ProcessingResources": {"ClusterConfig": _cluster(work, ground)},
        "StoppingCondition": {"MaxRuntimeInSeconds": work.minutes * 60},
        "NetworkConfig": {
            "EnableInterContainerTrafficEncryption": False,
            "EnableNetworkIsolation": False,
            "VpcConfig": ground.vpc,
        },
        **ground.tags,
        **({"Environment": dict(work.environment)} if work.environment else {}),
    }


def _place(work: Work, output: str, ground: Ground) -> Any:
    root = "ModelsUri" if output in work.registered else "WorkUri"
    return joined(ground.vocabulary.placeholder(root), EXECUTION, work.name, output)


def _cluster(work: Work, ground: Ground) -> dict[str, Any]:
    instance_type = ground.surroundings.processing_instance
    return {
        "InstanceCount": 1,
        "InstanceType": instance_type,
        "VolumeSizeInGB": work.volume_gib,
        **ground.volume_key(instance_type),
    }


def _input(name: str, uri: Any) -> dict[str, Any]:
    return {
        "InputName": name,
        "AppManaged": False,
        "S3Input": {
            "S3Uri": uri,
            "LocalPath": f"{_ROOT}/input/{name}",
            "S3DataType": "S3Prefix",
            "S3InputMode": "File",
            "S3DataDistributionType": "FullyReplicated",
            "S3CompressionType": "None",
        },
    }


def _output(name: str, uri: Any) -> dict[str, Any]:
    return {
        "OutputName": name,
        "AppManaged": False,
        "S3Output": {
            "S3Uri": uri,
            "LocalPath": f"{_ROOT}/output/{name}",
            "S3UploadMode": "EndOfJob",
        },
    }
