"""What holds data keeps its id and its type, is never replaced, and goes only by two keys."""

import copy

import pytest

import config
from rules.ledger import (
    HOLDS_DATA,
    LEDGER,
    Entries,
    additions,
    entries,
    losses,
    read,
    with_additions,
)
from rules.template import Assembly

ADD = "add it: python -m rules.ledger --write"
REMOVE = f"if its data may go, take the entry out of {LEDGER.name} by hand"


@pytest.fixture(scope="module")
def now(everywhere: Assembly) -> Entries:
    return entries(everywhere)


def test_nothing_that_holds_data_is_lost(now: Entries) -> None:
    lost = list(losses(read(), now))
    assert not lost, f"{lost}: {REMOVE}"


def test_everything_that_holds_data_is_written_down(now: Entries) -> None:
    new = additions(read(), now)
    assert not new, f"{new}: {ADD}"


@pytest.mark.parametrize("name", config.names())
def test_data_goes_with_its_stack_only_where_the_file_says_so_and_never_in_production(
    everywhere: Assembly, name: str
) -> None:
    environment = config.load(name)
    may_go = environment.data.deletable and name != "prod"
    prefix = f"Millrace-{name}-"
    policies = {
        (resource.body.get("DeletionPolicy"), resource.body.get("UpdateReplacePolicy"))
        for template in everywhere.templates
        for resource in template.of_type(*HOLDS_DATA)
        if template.stack.startswith(prefix)
    }

    assert policies
    assert policies <= (
        {("Delete", "Delete"), ("Retain", "Retain")} if may_go else {("Retain",) * 2}
    )


STACK, TABLE = "Millrace-dev-Events", "Jobs"
KEPT: Entries = {STACK: {TABLE: {"type": "AWS::DynamoDB::Table", "fixed": {"KeySchema": ["a"]}}}}


class TestTheLedger:
    @pytest.fixture
    def changed(self) -> Entries:
        return copy.deepcopy(KEPT)

    def test_a_new_table_is_no_loss_and_is_added(self, changed: Entries) -> None:
        changed[STACK]["Other"] = changed[STACK][TABLE]

        assert list(losses(KEPT, changed)) == []
        assert additions(KEPT, changed) == [f"{STACK}.Other"]
        assert with_additions(KEPT, changed) == changed

    def test_a_table_that_is_gone_is_a_loss(self, changed: Entries) -> None:
        del changed[STACK][TABLE]

        [lost] = losses(KEPT, changed)
        assert "is gone" in lost

    def test_another_type_under_the_same_id_is_a_loss(self, changed: Entries) -> None:
        changed[STACK][TABLE]["type"] = "AWS::S3::Bucket"

        [lost] = losses(KEPT, changed)
        assert "another resource" in lost

    def test_a_change_that_replaces_it_is_a_loss_and_names_the_property(
        self, changed: Entries
    ) -> None:
        changed[STACK][TABLE]["fixed"] = {"KeySchema": ["b"]}

        [lost] = losses(KEPT, changed)
        assert "KeySchema cannot change" in lost

    def test_one_new_index_is_no_loss(self, changed: Entries) -> None:
        changed[STACK][TABLE]["indexes"] = {"ByDay": ["day"]}

        assert list(losses(KEPT, changed)) == []

    @pytest.mark.parametrize("after", [{"ByTeam": ["team"], "Open": ["open"]}, {}])
    def test_more_of_them_than_dynamodb_makes_at_once_are_told(
        self, changed: Entries, after: dict[str, list[str]]
    ) -> None:
        before = copy.deepcopy(KEPT)
        before[STACK][TABLE]["indexes"] = {} if after else {"ByTeam": ["team"], "Open": ["open"]}
        changed[STACK][TABLE]["indexes"] = after

        [lost] = losses(before, changed)
        assert "ByTeam, Open at once" in lost

    def test_an_index_that_is_made_anew_is_dropped_and_made(self, changed: Entries) -> None:
        """Two steps of one name: CloudFormation refuses them together as well."""
        before = copy.deepcopy(KEPT)
        before[STACK][TABLE]["indexes"] = {"Open": ["open"]}
        changed[STACK][TABLE]["indexes"] = {"Open": ["due"]}

        [lost] = losses(before, changed)
        assert "Open at once" in lost

    def test_writing_never_takes_anything_out(self) -> None:
        assert with_additions(KEPT, {}) == KEPT

    def test_what_cannot_change_is_known_from_the_schemas(self, now: Entries) -> None:
        tables = [e for found in now.values() for e in found.values() if "Table" in e["type"]]
        assert tables
        assert all("KeySchema" in table["fixed"] for table in tables)
