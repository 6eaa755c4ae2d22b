"""Steps that decide within the engine: which branch is taken, and that it all ends here."""

from local.sagemaker.definition.conditions import NotComparableError, all_hold
from local.sagemaker.engine.failures import StepFailedError
from local.sagemaker.engine.task import Result, Task


def judge(task: Task) -> Result:
    conditions = task.arguments()["Conditions"]
    try:
        outcome = str(all_hold(conditions))
    except NotComparableError as error:
        raise StepFailedError(f"ClientError: {error}") from error
    task.told({"Condition": {"Outcome": outcome}})
    return Result({"Outcome": outcome})


def fail(task: Task) -> Result:
    message = str(task.arguments()["ErrorMessage"])
    task.told({"Fail": {"ErrorMessage": message}})
    raise StepFailedError(message)
