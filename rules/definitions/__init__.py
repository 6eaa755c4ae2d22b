"""SageMaker pipelines: what their service would refuse, or run in vain, found before."""

from rules.definitions.checker import check, mistakes_in
from rules.definitions.mistake import Mistake

__all__ = ["Mistake", "check", "mistakes_in"]
