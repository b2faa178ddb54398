"""Python's names and GraphQL's."""


def camel(name: str) -> str:
    """`first_name` → `firstName`."""
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)
