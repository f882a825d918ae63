"""The function behind every name index. Only built-ins, so that a restore needs no search path."""

from __future__ import annotations

from django.db import migrations

# Not in SQL, which would be inlined: the cost tells the planner to ask the index and not to try every row.
# Pairs from the odd places, then pairs from the even ones; the separator is a character no name holds.
_GRAMS = r"""
CREATE OR REPLACE FUNCTION search_grams(text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
BEGIN
RETURN string_to_array(lower($1), NULL) || array_remove(string_to_array(
    regexp_replace(lower($1), '(..)', '\1' || chr(31), 'g') || chr(31) ||
    regexp_replace(substr(lower($1), 2), '(..)', '\1' || chr(31), 'g'), chr(31)), '');
END
$$;
"""


class Migration(migrations.Migration):
    initial = True

    operations = [migrations.RunSQL(_GRAMS, "DROP FUNCTION IF EXISTS search_grams(text)")]
