"""Finding words inside names: every character and every pair of neighbours is in an index of the table itself.

The first letters of the sounds are in it beside the characters, so that 张三 is found by zs as well.

The index is on an expression, so PostgreSQL keeps it and no way of writing a row can pass it by; there is no
second table to fall behind (docs/decisions/0010-search-by-expression-index.md).
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

LONGEST_QUERY = 60


class Grams(Func):
    """``search_grams(text)``: the characters and the neighbouring pairs of a text, in lower case."""

    function = "search_grams"
    arity = 1
    output_field = ArrayField(TextField())


class Initials(Func):
    """``search_initials(text)``: each character as the first letter of its sound, anything else as it is."""

    function = "search_initials"
    arity = 1
    output_field = TextField()


def grams_index(field: str, name: str) -> GinIndex:
    """The index that makes ``field`` searchable; put it into the model's Meta."""
    return GinIndex(Grams(Cast(F(field), TextField())), name=name)


def query_grams(text: str) -> list[str]:
    """What a row must hold to contain the text: its pairs, or the character itself when it is alone."""
    folded = text.lower()
    if len(folded) < 2:
        return [folded] if folded else []
    return sorted({folded[at : at + 2] for at in range(len(folded) - 1)})


def words(text: str) -> list[str]:
    """The query cut at spaces; every word must be found, in any order."""
    return text.strip()[:LONGEST_QUERY].split()


def containing(rows: QuerySet[Any], field: str, text: str) -> QuerySet[Any]:
    """Narrow to the rows whose ``field`` contains every word of the text, whatever its length.

    Letters may also be the first letters of the sounds.
    """
    rows, found = _holding(rows, field, text)
    return rows.filter(found)


def matching(rows: QuerySet[Any], text: str, *, name: str = "name", code: str = "key") -> QuerySet[Any]:
    """Narrow to what people type into a list's box: a number from its beginning, or what is in the name."""
    rows, found = _holding(rows, name, text)
    word = text.strip()
    if word.isascii() and " " not in word:
        # Two plain beginnings and no folded one: these use the key's own index.
        for number in {word[:LONGEST_QUERY], word[:LONGEST_QUERY].upper()}:
            found |= Q(**{f"{code}__startswith": number})
    return rows.filter(found)


def _holding(rows: QuerySet[Any], field: str, text: str) -> tuple[QuerySet[Any], Q]:
    found = Q()
    for at, word in enumerate(words(text)):
        rows = rows.alias(**{f"_grams{at}": Grams(Cast(F(field), TextField()))})
        wanted = Cast(Value(query_grams(word)), ArrayField(TextField()))
        held = Q(**{f"_grams{at}__contains": wanted})
        if len(word) > 2:
            # The pairs may stand apart in the name; the text itself decides.
            rows = rows.alias(_initials=Initials(Cast(F(field), TextField())))
            held &= Q(**{f"{field}__icontains": word}) | Q(_initials__contains=word.lower())
        found &= held
    return rows, found
