"""Operations prepared: what was parsed and validated once is not looked at again.

Strawberry and our extensions prepare a document, and run it the first time; what was found is
remembered by its text. So there is one way to prepare, and `schema/answering.py` another to run.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import DocumentNode, FieldNode, OperationDefinitionNode, OperationType

from schema.cost import NoneGiven, cost_of

MOST = 500
"""Documents remembered by a worker, those last asked."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A valid operation, and what is known of it before its variables are."""

    document: DocumentNode
    operation: OperationDefinitionNode
    roots: frozenset[str]
    """Its root fields; a fragment at the top is `...`, a name that is not public."""
    fixed_cost: int | None
    """Its cost, where no variable changes it."""

    @property
    def name(self) -> str | None:
        """The name it has in its document."""
        return self.operation.name.value if self.operation.name else None

    @property
    def reads(self) -> bool:
        """Whether it is a query."""
        return self.operation.operation is OperationType.QUERY

    def cost(self, variables: Mapping[str, Any]) -> int:
        """The nodes it can touch with these variables."""
        if self.fixed_cost is not None:
            return self.fixed_cost
        return cost_of(self.document, self.operation, variables)


Operations = Mapping[str | None, Prepared]
"""Those of a document by name; None is the one that runs where none is named."""

_remembered: OrderedDict[str, Operations] = OrderedDict()


def remembered(text: str) -> Operations | None:
    """What this document was prepared to; None where it never ran, or long ago."""
    found = _remembered.get(text)
    if found is not None:
        _remembered.move_to_end(text)
    return found


def remember(text: str, document: DocumentNode) -> Operations:
    """Prepare the operations of a valid document."""
    nodes = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    made = [_prepare(document, node) for node in nodes]
    found = _remembered[text] = {one.name: one for one in made} | {None: made[0]}
    if len(_remembered) > MOST:
        _remembered.popitem(last=False)
    return found


def _prepare(document: DocumentNode, operation: OperationDefinitionNode) -> Prepared:
    selections = operation.selection_set.selections
    roots = frozenset(s.name.value if isinstance(s, FieldNode) else "..." for s in selections)
    variables = NoneGiven()
    cost = cost_of(document, operation, variables)
    return Prepared(document, operation, roots, None if variables.asked else cost)
