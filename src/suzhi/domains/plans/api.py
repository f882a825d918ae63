"""Front door of plans."""

from suzhi.domains.plans.diff import Difference, differences
from suzhi.domains.plans.drafting.packing import pack_from_reading
from suzhi.domains.plans.drafting.wordings import shipped_for
from suzhi.domains.plans.judging import STATES, Goal, judge, reading_day
from suzhi.domains.plans.loading import load_pack
from suzhi.domains.plans.margin import shown, standing_of, target_written, written
from suzhi.domains.plans.models import Allocation, Clause, Draft, Duty, Indicator, Plan
from suzhi.domains.plans.packs import Pack, lint_pack, pack_of, read_pack
from suzhi.domains.plans.pages.console.living import living_plan
from suzhi.domains.plans.pages.console.opening import opened
from suzhi.domains.plans.selectors import current_plans, plan_heading, plan_named, plans_of
from suzhi.domains.plans.sentence import Standing, sentence, short_of
from suzhi.domains.plans.services import apply_settings, ask_preview, settle_duty
from suzhi.domains.plans.services_division import break_down, set_parts
from suzhi.domains.plans.services_drafts import (
    attach_wording,
    decide,
    delete_draft,
    load_draft,
    load_known,
    start_draft,
)
from suzhi.domains.plans.targets import targets_of
from suzhi.domains.plans.values import Reading, indicators_of, plan_years, readings, values
from suzhi.domains.plans.wording import choice_name, sentences, setting_name, settings_used
