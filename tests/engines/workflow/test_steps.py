"""Whatever is pressed in whatever order, a record stays within its process."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suzhi.engines.access.api import system_actor
from suzhi.engines.workflow.api import advance, all_workflows, offers, workflow
from suzhi.kernel.errors import Refusal

STEPS = [*sorted({code for process in all_workflows().values() for code in process.transitions}), "nonsense"]


def blank(process: Any) -> Any:
    return SimpleNamespace(
        state=next(iter(process.states)), return_reason="", pk=1, _meta=SimpleNamespace(label="")
    )


@pytest.mark.parametrize("code", list(all_workflows()))
@given(
    presses=st.lists(
        st.tuples(st.sampled_from(STEPS), st.sampled_from(["", "  ", "写错了单位"])), max_size=12
    )
)
def test_only_declared_steps_are_taken(code: str, presses: list[tuple[str, str]]) -> None:
    process, actor = workflow(code), system_actor()
    record = blank(process)
    for step, reason in presses:
        before = record.state
        declared = process.transitions.get(step)
        allowed = (
            declared is not None
            and before in declared.sources
            and (not declared.reason or bool(reason.strip()))
        )
        try:
            advance(actor, process, record, step, reason)
            assert allowed and declared is not None and record.state == declared.target
        except Refusal:
            assert not allowed and record.state == before


@pytest.mark.parametrize("code", list(all_workflows()))
def test_every_state_can_be_reached_and_none_is_a_trap(code: str) -> None:
    process = workflow(code)
    reached = {next(iter(process.states))}
    for _round in process.states:
        reached |= {step.target for step in process.transitions.values() if step.sources & reached}
    assert reached == set(process.states)
    for state in process.states.values():
        goes_on = process.steps_from(state.code)
        assert "open" in state.flags or goes_on or "final" in state.flags, state.code


def test_a_refused_button_says_why() -> None:
    process = workflow("record")
    by_code = {offer.step.code: offer.refused for offer in offers(system_actor(), process, blank(process))}
    assert by_code["confirm"] == ""
    assert "草稿" in by_code["verify"] and "已审核" in by_code["verify"]


def test_returning_needs_a_reason() -> None:
    process = workflow("record")
    with pytest.raises(Refusal) as refused:
        advance(system_actor(), process, blank(process), "send_back", "")
    assert refused.value.code == "workflow.reason"
