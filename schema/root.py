"""The schema, composed of its rooms: the only module that knows them all."""

from typing import Any

import strawberry
from graphql import GraphQLError, get_named_type, is_interface_type, is_object_type
from strawberry.extensions import MaxTokensLimiter, ParserCache, ValidationCache
from strawberry.schema.config import StrawberryConfig

from schema.batches import FieldPlan, plans
from schema.calls.mutations import CallMutation
from schema.calls.queries import CallQuery
from schema.calls.subscriptions import CallSubscription
from schema.contact_points.mutations import ContactPointMutation
from schema.contact_points.queries import ContactPointQuery
from schema.customers.mutations import CustomerMutation
from schema.customers.queries import CustomerQuery
from schema.customers.subscriptions import CustomerSubscription
from schema.nodes import NodeQuery
from schema.operation import MAX_TOKENS, Limits, MaskFaults, Operation
from schema.problems import HANDLERS


@strawberry.type(description="Everything that can be asked.")
class Query(CallQuery, ContactPointQuery, CustomerQuery, NodeQuery):
    pass


@strawberry.type(
    description="Everything that can be done; each answers with its success or a problem."
)
class Mutation(CallMutation, ContactPointMutation, CustomerMutation):
    pass


@strawberry.type(description="Everything that can be followed, from a cursor on, without gaps.")
class Subscription(CallSubscription, CustomerSubscription):
    pass


class Schema(strawberry.Schema):
    """Logs nothing of a client's own mistakes; faults of ours are logged where they are masked."""

    def process_errors(self, errors: list[GraphQLError], execution_context: Any = None) -> None:
        """Nothing: see `operation.masked`."""


def _plan(schema: Schema) -> None:
    for type_name, graphql_type in schema._schema.type_map.items():
        if not (is_object_type(graphql_type) or is_interface_type(graphql_type)):
            continue
        plans.supertypes[type_name] = frozenset(i.name for i in graphql_type.interfaces)
        definition = graphql_type.extensions.get("strawberry-definition")
        for field in getattr(definition, "fields", ()):
            name = schema.config.name_converter.get_graphql_name(field)
            if name in graphql_type.fields:
                returns = get_named_type(graphql_type.fields[name].type).name
                plans.fields[type_name, name] = FieldPlan(dict(field.metadata or {}), returns)


schema = Schema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    config=StrawberryConfig(auto_camel_case=True),
    exception_handlers=HANDLERS,
    extensions=[
        Operation,
        MaskFaults,
        Limits,
        lambda: MaxTokensLimiter(max_token_count=MAX_TOKENS),
        lambda: ParserCache(maxsize=500),
        lambda: ValidationCache(maxsize=500),
    ],
)
_plan(schema)
