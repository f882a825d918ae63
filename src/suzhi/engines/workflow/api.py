"""Front door of workflow."""

from suzhi.engines.workflow.buttons import StepButton, actions_of, panel, panels_for, state_kind, step_many
from suzhi.engines.workflow.doubts import Doubt, settle
from suzhi.engines.workflow.forms import Group, ServiceForm, StepForm, yes_no_unknown, yes_no_value
from suzhi.engines.workflow.keys import next_key
from suzhi.engines.workflow.meanwhile import Guard, last_change, meanwhile, turned
from suzhi.engines.workflow.mixins import Recorded
from suzhi.engines.workflow.registry import (
    ORDINARY,
    State,
    Transition,
    Workflow,
    all_workflows,
    rank_of,
    workflow,
)
from suzhi.engines.workflow.standing import entered_sql, flagged, state_choices, state_label, stated
from suzhi.engines.workflow.steps import Offer, advance, change_refused, first_state, must_be_editable, offers
from suzhi.engines.workflow.timeline import timeline, write
