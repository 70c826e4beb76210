import pytest

from reportgen.model.quantity import Unit
from reportgen.model.step import StepError, read_step


@pytest.mark.parametrize(
    ("written", "unit", "before", "after"),
    [
        ("+0.2pt", Unit.PERCENT, 0.03, 0.032),
        ("-0.5 points", Unit.PERCENT, 0.03, 0.025),
        ("+10%", Unit.PERCENT, 0.03, 0.033),
        ("2.5%", Unit.PERCENT, 0.03, 0.025),
        ("+10%", Unit.COUNT, 200, 220),
        ("-1_500", Unit.MONEY, 10_000, 8_500),
        ("1,200", Unit.COUNT, 1_000, 1_200),
        ("+0.1", Unit.RATIO, 1.5, 1.6),
    ],
)
def test_a_step_is_read_by_its_sign_and_what_stands_behind(written, unit, before, after):
    assert read_step(written, unit).applied(before) == pytest.approx(after)


@pytest.mark.parametrize(
    ("written", "unit", "what"),
    [
        ("+0.2pt", Unit.MONEY, "'+0.2pt' is in points, and the figure is counted in money"),
        ("0.2pt", Unit.PERCENT, "'0.2pt' does not say up or down"),
        ("+0.2", Unit.PERCENT, "'+0.2' does not say points or percent"),
        ("2.5", Unit.PERCENT, "'2.5' has no %, and the figure is a percent"),
        ("2.5%", Unit.COUNT, "'2.5%' is a percent, and the figure is not"),
        ("more", Unit.COUNT, "'more' is not a change of a figure"),
        ("", Unit.COUNT, "'' is not a change of a figure"),
    ],
)
def test_a_step_that_does_not_fit_its_figure_says_why(written, unit, what):
    with pytest.raises(StepError) as refused:
        read_step(written, unit)
    assert refused.value.what == what
    assert "write " in refused.value.hint
