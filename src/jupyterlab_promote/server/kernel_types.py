"""Types that the running kernel knows, for parameters that the code says nothing about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from .. import api


def typed(found: api.Proposals, analysis: api.Analysis, types: Mapping[str, str]) -> api.Proposals:
    """The proposals, with `pandas.DataFrame` written as the notebook writes it: `pd.DataFrame`.

    Only a name that is bound once has the type at the call that it has in the kernel now.
    """
    if not types:
        return found
    bound = Counter(name for statement in analysis.statements for name in statement.facts.binds)
    written = {
        name: annotation
        for name, kind in types.items()
        if bound[name] == 1 and (annotation := _as_written(kind, analysis))
    }
    return replace(found, proposals=tuple(_typed(one, written) for one in found.proposals))


def _typed(proposal: api.Proposal, written: Mapping[str, str]) -> api.Proposal:
    if proposal.rule != "extract-step":
        return proposal
    parameters = tuple(
        (
            replace(parameter, annotation=written[parameter.source])
            if parameter.annotation is None and parameter.source in written
            else parameter
        )
        for parameter in proposal.parameters
    )
    return replace(proposal, parameters=parameters)


def _as_written(kind: str, analysis: api.Analysis) -> str | None:
    """`pandas.DataFrame` → `pd.DataFrame`; None where the notebook imports no way to say it."""
    module, _, name = kind.rpartition(".")
    if not module:
        return name
    for imported in (one for group in analysis.imports.values() for one in group):
        if imported.module == module and imported.symbol == name:
            return imported.name
        if imported.module == module and imported.symbol is None:
            return f"{imported.name if imported.alias else module}.{name}"
    return None
