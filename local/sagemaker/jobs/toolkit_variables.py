"""The SM_* variables that SageMaker's training toolkit gives a script."""

import json
from typing import Any

from local.sagemaker.jobs.channels import DATA, input_data_config
from local.sagemaker.jobs.configuration import GROUP, HOST, resource_config
from local.sagemaker.jobs.hyperparameters import PROGRAM, SUBMIT_DIRECTORY, flags, for_script
from local.sagemaker.jobs.hyperparameters import values as values_of
from local.sagemaker.jobs.job import Job
from local.sagemaker.jobs.ml_folder import MlFolder
from local.sagemaker.jobs.surroundings import vcpus

_LOG_LEVEL_INFO = 20


def variables(job: Job, ml: MlFolder) -> dict[str, str]:
    hyperparameters = values_of(job.request.get("HyperParameters", {}))
    for_it = for_script(hyperparameters)
    described = {
        **_folders(ml),
        **_machine(job),
        **_code(hyperparameters),
        "hps": for_it,
        "user_args": flags(for_it),
        "input_data_config": input_data_config(job.request),
        "channels": sorted(input_data_config(job.request)),
        "log_level": hyperparameters.get("sagemaker_container_log_level", _LOG_LEVEL_INFO),
        "framework_params": {
            name: value
            for name, value in hyperparameters.items()
            if name.startswith("sagemaker_") and name not in (PROGRAM, SUBMIT_DIRECTORY)
        },
    }
    whole = {**described, "training_env": {**described, "job_name": job.name}}
    return {
        **{f"SM_{name.upper()}": _text(value) for name, value in whole.items()},
        **{f"SM_HP_{name.upper()}": _text(value) for name, value in for_it.items()},
        **_channels(job, ml),
    }


def _folders(ml: MlFolder) -> dict[str, Any]:
    return {
        "model_dir": f"{ml.seen}/model",
        "input_dir": f"{ml.seen}/input",
        "input_config_dir": f"{ml.seen}/input/config",
        "output_dir": f"{ml.seen}/output",
        "output_data_dir": f"{ml.seen}/output/data",
        "output_intermediate_dir": f"{ml.seen}/output/intermediate",
    }


def _machine(job: Job) -> dict[str, Any]:
    resources = resource_config(job)
    [group] = resources["instance_groups"]
    return {
        "hosts": [HOST],
        "current_host": HOST,
        "current_instance_type": resources["current_instance_type"],
        "current_instance_group": GROUP,
        "current_instance_group_hosts": [HOST],
        "instance_groups": [GROUP],
        "instance_groups_dict": {GROUP: group},
        "distribution_instance_groups": [],
        "is_hetero": False,
        "network_interface_name": "eth0",
        "resource_config": resources,
        "num_cpus": vcpus(),
        "num_gpus": 0,
        "num_neurons": 0,
    }


def _code(hyperparameters: dict[str, Any]) -> dict[str, Any]:
    program = str(hyperparameters[PROGRAM])
    return {
        "user_entry_point": program,
        "module_name": program.removesuffix(".py"),
        "module_dir": str(hyperparameters.get(SUBMIT_DIRECTORY, "")),
        "framework_module": "",
    }


def _channels(job: Job, ml: MlFolder) -> dict[str, str]:
    return {
        f"SM_CHANNEL_{name.upper()}": f"{ml.seen}/{DATA}/{name}"
        for name in input_data_config(job.request)
    }


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case _:
            return json.dumps(value, sort_keys=True, separators=(",", ":"))
