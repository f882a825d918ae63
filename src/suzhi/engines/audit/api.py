"""Front door of audit. Models of every package come through here for their history: it stays light."""

from suzhi.engines.audit.acts import append_act
from suzhi.engines.audit.anchor import keyed
from suzhi.engines.audit.chain import verify_chain
from suzhi.engines.audit.facts import feed, history
from suzhi.engines.audit.models import Act, Change
from suzhi.engines.audit.revisions import Marks, known_relations, relations_of, revisions
from suzhi.engines.audit.seals import kept_by_seal, write_seal
from suzhi.engines.audit.soon import seal_soon
from suzhi.engines.audit.verdict import Problem, Verdict
from suzhi.engines.audit.verification import verify
