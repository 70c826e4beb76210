"""A product's change, shared by the logarithms of its factors.

Additive logarithmic mean Divisia index (Ang, Energy Policy 33 (2005) 867). Where a factor begins
at or falls to zero, the limits of Ang, Zhang and Choi (1998) hold: the factor that switched
carries the whole amount.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod

from reportgen.analysis.decomposition.change import Change, logarithmic_mean


def is_shared_by_logarithms(factors: Sequence[str], inputs: Mapping[str, Change]) -> bool:
    """True for factors that each stand once and are never below zero."""
    once = len(set(factors)) == len(factors)
    return once and all(inputs[name].before >= 0 and inputs[name].after >= 0 for name in factors)


def switched(factors: Sequence[str], inputs: Mapping[str, Change]) -> tuple[str, ...]:
    """The factors that were zero before or are zero after, and not both."""
    return tuple(
        name for name in factors if (inputs[name].before == 0) != (inputs[name].after == 0)
    )


def product_multipliers(
    factors: Sequence[str], inputs: Mapping[str, Change]
) -> Mapping[str, float]:
    """How much of the product one unit of each factor's change carries."""
    whole = Change(
        prod(inputs[name].before for name in factors), prod(inputs[name].after for name in factors)
    )
    turned = switched(factors, inputs)
    if turned:
        return {
            name: whole.amount / len(turned) / inputs[name].amount if name in turned else 0.0
            for name in factors
        }
    mean = logarithmic_mean(whole.before, whole.after)
    if mean == 0:
        return dict.fromkeys(factors, 0.0)
    return {
        name: mean / logarithmic_mean(inputs[name].before, inputs[name].after) for name in factors
    }
