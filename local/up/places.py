"""Where things lie between one word and the next: all of it in one folder."""

from dataclasses import dataclass
from pathlib import Path

from local.account.environment import REPOSITORY


@dataclass(frozen=True)
class Places:
    """``folder`` belongs to one local account; git ignores the one that make up uses."""

    folder: Path = REPOSITORY / ".millrace"

    @property
    def state(self) -> Path:
        """The account's own files; beside it account.json says where it listens."""
        return self.folder / "account"

    @property
    def told(self) -> Path:
        return self.folder / "account.json"

    @property
    def assembly(self) -> Path:
        return self.folder / "cdk.out"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def cdk_home(self) -> Path:
        """The command line caches there which key belongs to which account."""
        return self.folder / "cdk-home"
