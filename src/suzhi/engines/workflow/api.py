"""Front door of workflow."""

from suzhi.engines.workflow.mixins import Recorded
from suzhi.engines.workflow.registry import State, Transition, Workflow, all_workflows, workflow
