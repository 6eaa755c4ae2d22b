"""The files by which a container learns what its job is."""

from typing import Any

from local.sagemaker.jobs.channels import input_data_config
from local.sagemaker.jobs.job import Job
from local.sagemaker.jobs.ml_folder import MlFolder
from local.sagemaker.jobs.views import told

HOST = "algo-1"
GROUP = "homogeneousCluster"
_CONFIG = "input/config"


def write_for_training(job: Job, ml: MlFolder) -> None:
    ml.write(f"{_CONFIG}/hyperparameters.json", job.request.get("HyperParameters", {}))
    ml.write(f"{_CONFIG}/resourceconfig.json", resource_config(job))
    ml.write(f"{_CONFIG}/inputdataconfig.json", input_data_config(job.request))
    for folder in ("model", "output/data", "code", "checkpoints", "input/data"):
        ml.made(folder)


def resource_config(job: Job) -> dict[str, Any]:
    kind = job.request["ResourceConfig"].get("InstanceType", "local")
    group = {"instance_group_name": GROUP, "instance_type": kind, "hosts": [HOST]}
    return {
        "current_host": HOST,
        "current_instance_type": kind,
        "current_group_name": GROUP,
        "hosts": [HOST],
        "instance_groups": [group],
        "network_interface_name": "eth0",
    }


def write_for_processing(job: Job, ml: MlFolder) -> None:
    ml.write("config/resourceconfig.json", {"current_host": HOST, "hosts": [HOST]})
    ml.write(
        "config/processingjobconfig.json",
        {
            **{name: told(job)[name] for name in ("ProcessingJobArn", "ProcessingJobName")},
            **{name: value for name, value in job.request.items() if name != "Tags"},
        },
    )
    ml.made("output")
