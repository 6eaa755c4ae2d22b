"""`python -m local.sagemaker.jobs.xgboost <root>`: trains below a root such as /opt/ml."""

import json
import sys
from pathlib import Path

from local.sagemaker.jobs.xgboost.refusals import UserError
from local.sagemaker.jobs.xgboost.settings import settings_of


def main() -> None:
    root = Path(sys.argv[1])
    try:
        given = json.loads((root / "input/config/hyperparameters.json").read_text())
        settings = settings_of(given)
        # XGBoost loads scikit-learn where there is one: that takes longer than all the rest.
        sys.modules["sklearn"] = None  # type: ignore[assignment]
        # Nobody shall wait for what is left of it to learn of a wrong word.
        from local.sagemaker.jobs.xgboost.train import train  # noqa: PLC0415

        train(root, settings)
    except UserError as error:
        failure = root / "output" / "failure"
        failure.parent.mkdir(parents=True, exist_ok=True)
        failure.write_text(f"framework error: {error}")
        print(f"ERROR:sagemaker-containers:Reporting training FAILURE: {error}", flush=True)
        sys.exit(1)


main()
