"""Front door of people."""

from suzhi.engines.people.models import Membership, Person, Post
from suzhi.engines.people.seats import reseat
