"""Front door of plans."""

from suzhi.domains.plans.judging import STATES, Goal, judge, reading_day
from suzhi.domains.plans.loading import load_pack
from suzhi.domains.plans.models import Allocation, Clause, Draft, Duty, Indicator, Plan
from suzhi.domains.plans.packs import Pack, lint_pack, pack_of, read_pack
from suzhi.domains.plans.selectors import current_plans, plan_named
from suzhi.domains.plans.targets import targets_of
from suzhi.domains.plans.values import Reading, indicators_of, plan_years, readings, values
