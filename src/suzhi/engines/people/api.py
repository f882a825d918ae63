"""Front door of people."""

from suzhi.engines.people.masking import mask_id_number, mask_phone, masked_id_number, masked_phone
from suzhi.engines.people.models import Membership, Person, Post
from suzhi.engines.people.roster import Roster, pickable, read_roster, split_roster
from suzhi.engines.people.sealing import (
    seal_id_number,
    seal_id_numbers,
    seal_phone,
    seal_phones,
    unseal_id_number,
    unseal_phone,
)
from suzhi.engines.people.seats import reseat
from suzhi.engines.people.selectors import find_people, in_units, memberships, people, posts, seat_people
from suzhi.engines.people.services import change_person, leave, register_person, transfer_person
from suzhi.engines.people.services_posts import add_post, end_post, step_post
from suzhi.engines.people.services_reveal import reveal, reveal_many
from suzhi.engines.people.sources import MEMBERSHIP as MEMBERSHIP_BASE
from suzhi.engines.people.sources import PERSON as PERSON_BASE
from suzhi.engines.people.whose import seated, seats_on, sits, sits_sql
