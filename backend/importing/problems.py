"""What an import says when a whole file, or one row of it, cannot be taken."""

from backend.core.errors import InvalidInput


class UnreadableFile(InvalidInput):
    """Nothing of the file can be imported; the message says what it is and what would help."""

    code = "UNREADABLE_FILE"

    def __init__(self, message: str) -> None:
        super().__init__(message, ("files",))
