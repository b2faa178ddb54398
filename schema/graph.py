"""The edges of the graph: who belongs to which company and project, each declared once as a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from backend.accounts.permissions import Permission
from backend.companies import queries as companies
from backend.companies import relations as at_company
from backend.contacts import queries as contacts
from backend.customers import queries as customers
from backend.projects import queries as projects
from backend.projects import relations as on_project
from schema.batches import Batch, relation
from schema.nested import branch, late, nested

if TYPE_CHECKING:
    from schema.companies.affiliations import Affiliation
    from schema.companies.types import Company
    from schema.contacts.types import Contact
    from schema.customers.types import Customer
    from schema.projects.participations import Participation
    from schema.projects.types import Project

LazyAffiliation = Annotated["Affiliation", strawberry.lazy("schema.companies.affiliations")]
LazyCompany = Annotated["Company", strawberry.lazy("schema.companies.types")]
LazyContact = Annotated["Contact", strawberry.lazy("schema.contacts.types")]
LazyCustomer = Annotated["Customer", strawberry.lazy("schema.customers.types")]
LazyParticipation = Annotated["Participation", strawberry.lazy("schema.projects.participations")]
LazyProject = Annotated["Project", strawberry.lazy("schema.projects.types")]
Person = Annotated[
    LazyCustomer | LazyContact,
    strawberry.union("Person", description="Somebody: a customer or a contact."),
]

COLUMN = {"Customer": "customer_id", "Contact": "contact_id"}


def affiliations_of(kind: str) -> Any:
    """The field `affiliations` of a kind of person."""
    sql = at_company.of_person(COLUMN[kind])
    return relation(
        Batch(f"affiliations_of_{kind}", sql, late("Affiliation"), size=2),
        list[LazyAffiliation],
        description="Their companies now and before, the main one first (R016).",
        permission=Permission.COMPANY_READ,
    )


def companies_of(kind: str) -> Any:
    """The connection `companies` of a kind of person."""
    condition = at_company.companies_of(COLUMN[kind])
    return nested(
        branch(f"companies_of_{kind}", "Company", companies.COLUMNS, "company", condition),
        LazyCompany,
        description="Their companies, each once, by name.",
        permission=Permission.COMPANY_READ,
    )


def participations_of(kind: str, *, deleted: bool = False) -> Any:
    """The field `participations` of a kind of person, or the one of deleted projects."""
    sql = on_project.of_person(COLUMN[kind], deleted=deleted)
    name = "former_participations" if deleted else "participations"
    return relation(
        Batch(f"{name}_of_{kind}", sql, late("Participation"), size=2),
        list[LazyParticipation],
        description="Their parts in projects that have since been deleted (R056)."
        if deleted
        else "Their parts in projects, the newest first.",
        permission=Permission.PROJECT_READ,
    )


def projects_of(kind: str) -> Any:
    """The connection `projects` of a customer, a contact or a company."""
    condition = on_project.OF_COMPANY if kind == "Company" else on_project.projects_of(COLUMN[kind])
    return nested(
        branch(f"projects_of_{kind}", "Project", projects.COLUMNS, "project", condition),
        LazyProject,
        description="Their projects, by name.",
        permission=Permission.PROJECT_READ,
    )


def people_of_company(kind: str) -> Any:
    """The connection `customers` or `contacts` of a company."""
    customer = kind == "Customer"
    columns = customers.COLUMNS if customer else contacts.COLUMNS
    condition = at_company.people_of(COLUMN[kind])
    return nested(
        branch(f"{kind}s_of_company", kind, columns, kind.lower(), condition),
        LazyCustomer if customer else LazyContact,
        description=f"Its {kind.lower()}s now and before, each once, by name.",
        permission=Permission.CUSTOMER_READ if customer else Permission.CONTACT_READ,
    )


def affiliations_of_company() -> Any:
    """The connection `people` of a company: customers and contacts, with what they do there."""
    return nested(
        branch(
            "people_of_company",
            "Affiliation",
            at_company.PEOPLE_COLUMNS,
            at_company.PEOPLE,
            "company_id = k.key",
        ),
        LazyAffiliation,
        description="Its people with their roles and times, by name.",
        permission=Permission.COMPANY_READ,
    )


def participations_of_project() -> Any:
    """The field `participations` of a project."""
    return relation(
        Batch("participations_of_project", on_project.OF_PROJECT, late("Participation"), size=5),
        list[LazyParticipation],
        description="The people on it with their parts, by name (R050).",
    )
