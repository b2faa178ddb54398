"""The rows of what reaches a party, for a block that will write them together."""

from backend.importing.blocks import Block, Row
from backend.importing.holdings import TABLE, Holding
from backend.importing.prepared import CompanyTie, Email, Phone, PlaceAt


def phone_row(block: Block, held: Holding, phone: Phone) -> Row:
    """A new number of a party; the first one is the main one."""
    return block.add(
        "phone_number",
        {
            **_owner(held),
            "label": phone.label,
            "typed": phone.typed,
            "e164": phone.e164,
            "extension": phone.extension,
            "region": phone.region,
            "type": phone.type,
            "validity": phone.validity,
            **_placed(held, "phones"),
            "version": 1,
        },
    )


def email_row(block: Block, held: Holding, email: Email) -> Row:
    """A new e-mail address of a party; the first one is the main one."""
    return block.add(
        "email_address",
        {
            **_owner(held),
            "label": email.label,
            "typed": email.typed,
            "normalised": email.normalised,
            **_placed(held, "emails"),
            "opted_out": False,
            "version": 1,
        },
    )


def place_rows(block: Block, held: Holding, place: PlaceAt) -> tuple[Row, Row]:
    """A new location and the party's address at it."""
    location = dict.fromkeys(
        ("street", "sublocality", "city", "region", "postal_code", "sorting_code", "recipient"), ""
    )
    location |= {"country": None, "organisation": "", "notes": "", **place.place}  # type: ignore[dict-item]
    position = held.positions["places"]
    held.positions["places"] += 1
    return (
        block.add("location", {**location, "doubtful": place.doubtful, "version": 1}),
        block.add(
            "address",
            {**_owner(held), "label": place.label, "use": "", "position": position, "version": 1},
        ),
    )


def tie_row(block: Block, held: Holding, company: Holding, tie: CompanyTie) -> Row:
    """A person's new part in a company; the first is the main one."""
    main = "companies" not in held.mains and held.kind == "Customer"
    held.mains.add("companies")
    row = {"customer_id": held.id, "company_id": company.id, "role": tie.role, "main": main}
    return block.add("affiliation", row)


def _owner(held: Holding) -> Row:
    owners = {"customer_id": None, "contact_id": None, "company_id": None}
    return {**owners, f"{TABLE[held.kind]}_id": held.id}


def _placed(held: Holding, what: str) -> Row:
    """Position and main-ness of a new point of this kind."""
    position, main = held.positions[what], what not in held.mains
    held.positions[what] += 1
    held.mains.add(what)
    return {"main": main, "position": position}
