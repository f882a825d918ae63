"""Names are found by the first letters of their sounds too: 张三 by zs. One function more, the same indexes.

The letters stand in initials.txt, a line a letter, for the characters from U+4E00 to U+9FA5; a character of several
sounds has the usual one. They are a constant inside the function, so that it stays immutable and needs no table; in a variable it would be copied
at every call.
"""

from __future__ import annotations

import json
from pathlib import Path

from django.db import migrations

_FILE = Path(__file__).resolve().parents[1] / "initials.txt"
_LINES = [line.split(" ") for line in _FILE.read_text(encoding="utf-8").splitlines()]
_LETTERS = json.dumps({sign: letter for letter, signs in _LINES for sign in signs}, ensure_ascii=False)

_INITIALS = f"""
CREATE OR REPLACE FUNCTION search_initials(text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
DECLARE
    sign text;
    found text := '';
BEGIN
    FOREACH sign IN ARRAY string_to_array(lower($1), NULL) LOOP
        found := found || COALESCE('{_LETTERS}'::jsonb ->> sign, sign);
    END LOOP;
    RETURN found;
END
$$;
"""

_PAIRS = r"""
CREATE OR REPLACE FUNCTION search_pairs(text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
BEGIN
RETURN string_to_array($1, NULL) || array_remove(string_to_array(
    regexp_replace($1, '(..)', '\1' || chr(31), 'g') || chr(31) ||
    regexp_replace(substr($1, 2), '(..)', '\1' || chr(31), 'g'), chr(31)), '');
END
$$;
"""

_GRAMS = """
CREATE OR REPLACE FUNCTION search_grams(text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
DECLARE
    initials text := public.search_initials($1);
BEGIN
    IF initials = lower($1) THEN
        RETURN public.search_pairs(initials);
    END IF;
    RETURN public.search_pairs(lower($1)) || public.search_pairs(initials);
END
$$;
"""

# What was indexed by the earlier function; a new installation has nothing yet.
_AGAIN = """
DO $$
DECLARE
    name text;
BEGIN
    FOR name IN SELECT indexrelid::regclass FROM pg_index WHERE pg_get_indexdef(indexrelid) LIKE '%search_grams%' LOOP
        EXECUTE 'REINDEX INDEX ' || name;
    END LOOP;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.RunSQL(
            [(sql, None) for sql in (_INITIALS, _PAIRS, _GRAMS, _AGAIN)], migrations.RunSQL.noop
        )
    ]
