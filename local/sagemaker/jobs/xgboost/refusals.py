"""What the algorithm refuses, in its own words where they are known."""


class UserError(Exception):
    """The data or the hyperparameters are not what the algorithm takes."""
