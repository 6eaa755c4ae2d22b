"""What is sown into the pipelines that we deploy is found, by the rule that is there for it."""

import pytest

from rules import RULES, read_assembly
from rules.catalogue import facts_of_the_catalogue
from rules.template import Assembly as Deployed
from tests.assembly import Assembly
from tests.gates.mutants_training import MUTANTS_OF_TRAINING
from tests.gates.test_rules import finds


@pytest.fixture(scope="module")
def deployed(assembly: Assembly) -> Deployed:
    return read_assembly(assembly.folder, facts_of_the_catalogue())


@pytest.mark.parametrize("name", MUTANTS_OF_TRAINING)
def test_a_fault_that_is_sown_is_found(deployed: Deployed, name: str) -> None:
    assert finds(*MUTANTS_OF_TRAINING[name], deployed)


def test_every_rule_about_sagemaker_has_a_fault_of_its_own() -> None:
    about = {rule.id for rule in RULES if rule.id.startswith("SGM")}

    assert about == {rule for rule, _ in MUTANTS_OF_TRAINING.values()}
