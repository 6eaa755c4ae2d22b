"""What can go wrong on the way up, said to a person."""


class UpError(Exception):
    """The environment is not up; the message says what stopped it and what to do."""
