"""The schema, composed of its rooms: the only module that knows them all."""

from typing import Any

import strawberry
from graphql import GraphQLError, get_named_type, is_interface_type, is_object_type, is_union_type
from strawberry.extensions import MaxTokensLimiter, ParserCache, ValidationCache
from strawberry.schema.config import StrawberryConfig

from schema.accounts.mutations import AccountMutation
from schema.accounts.queries import AccountQuery
from schema.accounts.sign_in import SignInMutation
from schema.accounts.user_mutations import UserMutation
from schema.arguments import finish_arguments
from schema.batches import FieldPlan, plans
from schema.calls.demo import DemoMutation, DemoQuery, DemoSubscription
from schema.calls.device_mutations import DeviceMutation
from schema.calls.line_mutations import LineMutation
from schema.calls.mutations import CallMutation
from schema.calls.queries import CallQuery
from schema.calls.subscriptions import CallSubscription
from schema.companies.affiliation_mutations import AffiliationMutation
from schema.companies.mutations import CompanyMutation
from schema.companies.queries import CompanyQuery
from schema.companies.subscriptions import CompanySubscription
from schema.consents.mutations import ConsentMutation
from schema.contact_points.mutations import ContactPointMutation
from schema.contact_points.queries import ContactPointQuery
from schema.contacts.mutations import ContactMutation
from schema.contacts.people import PeopleQuery
from schema.contacts.queries import ContactQuery
from schema.contacts.subscriptions import ContactSubscription
from schema.custom_fields.mutations import CustomFieldMutation
from schema.custom_fields.queries import CustomFieldQuery
from schema.customers.mutations import CustomerMutation
from schema.customers.queries import CustomerQuery
from schema.customers.subscriptions import CustomerSubscription
from schema.events.subscriptions import RecordSubscription
from schema.execution import CompilingExecutor
from schema.guarding import guard_records
from schema.importing.mutations import ImportMutation
from schema.importing.queries import ImportQuery
from schema.importing.subscriptions import ImportSubscription
from schema.messages.email_mutations import EmailSendMutation
from schema.messages.gateway_mutations import GatewayMutation
from schema.messages.gateways import GatewayQuery
from schema.messages.mutations import MessageMutation
from schema.messages.outbox import OutboxMutation, OutboxQuery
from schema.messages.queries import MessageQuery
from schema.messages.subscriptions import MessageSubscription
from schema.money import SAFE_INT, SafeInt
from schema.nodes import NodeQuery
from schema.operation import MAX_TOKENS, Limits, MaskFaults, Operation
from schema.portal.mutations import PortalMutation
from schema.portal.queries import PortalQuery
from schema.problems import HANDLERS
from schema.projects.mutations import ProjectMutation
from schema.projects.people_mutations import ProjectContactMutation
from schema.projects.queries import ProjectQuery
from schema.projects.subscriptions import ProjectSubscription
from schema.search.queries import SearchQuery
from schema.webhooks.mutations import WebhookMutation
from schema.webhooks.queries import WebhookQuery


@strawberry.type(description="Everything that can be asked.")
class Query(
    AccountQuery,
    CallQuery,
    CompanyQuery,
    ContactPointQuery,
    ContactQuery,
    CustomFieldQuery,
    CustomerQuery,
    DemoQuery,
    ImportQuery,
    GatewayQuery,
    MessageQuery,
    OutboxQuery,
    NodeQuery,
    PeopleQuery,
    PortalQuery,
    ProjectQuery,
    SearchQuery,
    WebhookQuery,
):
    pass


@strawberry.type(
    description="Everything that can be done; each answers with its success or a problem."
)
class Mutation(
    AccountMutation,
    AffiliationMutation,
    CallMutation,
    CompanyMutation,
    ConsentMutation,
    ContactMutation,
    ContactPointMutation,
    CustomFieldMutation,
    CustomerMutation,
    DemoMutation,
    DeviceMutation,
    EmailSendMutation,
    GatewayMutation,
    ImportMutation,
    LineMutation,
    PortalMutation,
    MessageMutation,
    OutboxMutation,
    ProjectContactMutation,
    ProjectMutation,
    SignInMutation,
    UserMutation,
    WebhookMutation,
):
    pass


@strawberry.type(description="Everything that can be followed, from a cursor on, without gaps.")
class Subscription(
    CallSubscription,
    CompanySubscription,
    ContactSubscription,
    CustomerSubscription,
    DemoSubscription,
    ImportSubscription,
    MessageSubscription,
    ProjectSubscription,
    RecordSubscription,
):
    pass


class Schema(strawberry.Schema):
    """Logs nothing of a client's own mistakes; faults of ours are logged where they are masked."""

    def process_errors(self, errors: list[GraphQLError], execution_context: Any = None) -> None:
        """Nothing: see `operation.masked`."""


def _plan(schema: Schema) -> None:
    """Tell look-ahead and cost what each field of each type is made of."""
    types = schema._schema.type_map  # noqa: SLF001 - Strawberry has no other door to the finished schema
    unions = [t for t in types.values() if is_union_type(t)]
    for name, graphql_type in types.items():
        if is_object_type(graphql_type) or is_interface_type(graphql_type):
            above = {i.name for i in graphql_type.interfaces}
            above |= {u.name for u in unions if graphql_type in u.types}
            plans.supertypes[name] = frozenset(above)
            _plan_fields(schema, name, graphql_type)


def _plan_fields(schema: Schema, type_name: str, graphql_type: Any) -> None:
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
    config=StrawberryConfig(auto_camel_case=True, scalar_map={SafeInt: SAFE_INT}),
    exception_handlers=HANDLERS,
    execution_context_class=CompilingExecutor,
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
finish_arguments(schema._schema)  # noqa: SLF001 - the finished schema has no public name
guard_records(schema._schema)  # noqa: SLF001 - see above
