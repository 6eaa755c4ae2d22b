"""Where each team is told of its own jobs."""

from collections.abc import Mapping, Sequence

from constructs import Construct

from constructs_lib.alert_topic import AlertTopic
from constructs_lib.domain_key import DomainKey
from constructs_lib.ids import id_of


class TeamTopics(Construct):
    def __init__(
        self, scope: Construct, id: str, *, key: DomainKey, teams: Mapping[str, Sequence[str]]
    ) -> None:
        """``teams``: by name, their e-mail addresses, which confirm once."""
        super().__init__(scope, id)
        self.by_team = {
            name: AlertTopic(self, id_of(name), key=key, emails=emails)
            for name, emails in teams.items()
        }
