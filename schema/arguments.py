"""Arguments, wherever they stand: the sentences of those that mean the same, and no default that says nothing."""

from graphql import GraphQLSchema, Undefined, is_interface_type, is_object_type

COMMON = {
    "address": "An e-mail address, as typed.",
    "after": "Behind this: a cursor of the list, or for a subscription the last event number seen.",
    "before": "In front of this cursor of the list.",
    "country": "ISO 3166-1 alpha-2.",
    "customer": "The customer it is for, who may well have it already.",
    "field": "The field's name.",
    "filter": "Which ones; all where left out.",
    "first": "How many from the start: up to 100, 50 where left out.",
    "id": "Its global id.",
    "ids": "Global ids.",
    "input": "The fields.",
    "kinds": "Only of these kinds.",
    "language": "BCP 47; the account's where left out.",
    "last": "How many from the end: up to 100.",
    "mendable": "Only rows refused whole or in part.",
    "number": "A telephone number, in any spelling.",
    "offset": "How many to skip, for lists that jump.",
    "order": "How it is sorted.",
    "party": "The customer, contact or company.",
    "person": "The customer or contact.",
    "project": "The project.",
    "region": "The country a number without a prefix is of; the account's where left out.",
    "run": "The import.",
    "text": "What was typed.",
    "until": "The last day; today where left out.",
    "verdict": "Only rows with it.",
}


def finish_arguments(schema: GraphQLSchema) -> None:
    """Give each common argument its sentence where its field says nothing more exact.

    What may be left out is left out: a default of null would have each list convert its five unused
    arguments for every page (measured: 0.02 of 0.34 ms).
    """
    for kind in schema.type_map.values():
        if not (is_object_type(kind) or is_interface_type(kind)):
            continue
        for field in kind.fields.values():
            for name, argument in field.args.items():
                argument.description = argument.description or COMMON.get(name)
                if argument.default_value is None:
                    argument.default_value = Undefined
