"""Two or three letters of a common beginning are found without meeting everybody who has them (R030)."""

from pathlib import Path

from tortoise.migrations import operations as ops

from backend.core import migration

FIND = (Path(__file__).parent / "search_0014" / "find.sql").read_text(encoding="utf-8")
ARGUMENTS = "tsquery, tsquery, tsquery, tsquery, text[], text[], text[], text[], int, int, int"

# Conditions with a subquery are written into the search: as functions PostgreSQL would call them
# for each row (measured: 5 ms more for 500 candidates).
IN_NAME = """(cardinality(in_name) = 0 OR s.tsv @@ alone OR NOT EXISTS (
         SELECT FROM unnest(in_name) AS letter WHERE strpos(s.names, ' ' || letter) = 0))"""
SCORE = """(
             SELECT sum(CASE WHEN strpos(c.names, ' ' || word || ' ') > 0 THEN 2
                             WHEN strpos(c.names, ' ' || word) > 0 THEN 1 ELSE 0 END)
               FROM unnest(words) AS word)"""
"""Two points for each word that is a whole word of the name, one for the beginning of one."""

WHOLE = [
    f"DROP FUNCTION search_find({ARGUMENTS})",
    # A setting of pg_trgm can be named only where the library is loaded.
    "SELECT show_trgm('kith')",
    FIND.replace("{{in_name}}", IN_NAME).replace("{{score}}", SCORE),
    f"REVOKE ALL ON FUNCTION search_find({ARGUMENTS}, text) FROM PUBLIC",
    f"GRANT EXECUTE ON FUNCTION search_find({ARGUMENTS}, text) TO kith_app",
]


class Migration(migration.Migration):
    dependencies = [("kith", "0013_lighter_imports")]
    operations = [ops.RunSQL(";\n".join(WHOLE))]
