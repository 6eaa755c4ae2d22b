"""The one exception by which an operation refuses."""


class ApiError(Exception):
    """Becomes the error answer of the service; the code is one that its model names."""

    def __init__(self, code: str, message: str, *, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.status = status
