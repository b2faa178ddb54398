"""A sentence on every type, field, argument, enum value and input (R092)."""

from collections.abc import Iterator

from graphql import (
    is_enum_type,
    is_input_object_type,
    is_interface_type,
    is_introspection_type,
    is_object_type,
    is_specified_scalar_type,
)

from schema.root import schema


def silent() -> Iterator[str]:
    for name, kind in schema._schema.type_map.items():
        if is_introspection_type(kind) or is_specified_scalar_type(kind):
            continue
        if not kind.description:
            yield name
        if is_object_type(kind) or is_interface_type(kind):
            for field_name, field in kind.fields.items():
                if not field.description:
                    yield f"{name}.{field_name}"
                for argument_name, argument in field.args.items():
                    if not argument.description:
                        yield f"{name}.{field_name}({argument_name}:)"
        elif is_input_object_type(kind):
            yield from (f"{name}.{n}" for n, f in kind.fields.items() if not f.description)
        elif is_enum_type(kind):
            yield from (f"{name}.{n}" for n, v in kind.values.items() if not v.description)


def test_nothing_in_the_schema_is_silent() -> None:
    assert sorted(silent()) == []
