"""What the person at the keyboard can put right: told in a sentence, without a traceback."""


class MistakeError(ValueError):
    """The message says what is wrong, what was given, what is allowed, what to do."""
