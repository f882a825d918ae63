"""Front door of access."""

from suzhi.engines.access.acting import note, record_denial, service, verbs
from suzhi.engines.access.actors import NOBODY, Actor, Holding, actor_for, actor_of, holders, system_actor
from suzhi.engines.access.addresses import Place, address, address_of, all_places, place_of, place_of_record
from suzhi.engines.access.done import deleted_before, done_already
from suzhi.engines.access.embedding import Embedded, scope_sql, stand_in, units_sql
from suzhi.engines.access.marks import PageRule, page, rule_of
from suzhi.engines.access.models import Grant
from suzhi.engines.access.policy import Policy, Reach, all_policies, policy_of
from suzhi.engines.access.roles import Permission, Role, all_permissions, all_roles, role
from suzhi.engines.access.scopes import allow, can, denial, fetch, named, refusal_for, scope
from suzhi.engines.access.services import end_grant, grant_role
from suzhi.engines.access.terms import in_force, not_ended
