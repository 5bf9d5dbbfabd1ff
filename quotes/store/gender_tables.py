"""The SQL of migration m014: the gender of speakers, with its evidence.

`quotes.tells` and `names.tells` are the evidence of one quotation and of one name of an article ('female title').
Triggers sum it up for each speaker in `genders`. `speakers.gender` follows from these sums, unless a list of known
people gives it (`gender_by` is 'list').
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.people.gender import told_by_name, told_by_quotation

if TYPE_CHECKING:
    from sqlite_utils import Database

#: How much a piece of evidence weighs. A first name says the same in every article, so it counts once.
WEIGHT = """case substr(tells, instr(tells, ' ') + 1)
  when 'title' then 3 * pieces when 'role' then 2 * pieces when 'pronoun' then pieces else 2 end"""
#: Kinds of evidence, the best first; each begins at its own place.
BEST = "title pronoun role first name"
#: One row for a speaker: the best evidence for the likelier gender, and how much there is for and against it.
#: The gender stays open if a fifth of the weight or more is against it.
WEIGHED = f"""
select iif(more > 4 * less, said, null),
  iif(more > 4 * less,
    case best when 1 then 'title' when 7 then 'pronoun' when 15 then 'role' else 'first name' end, null),
  agree, iif(agree > 0, differ, null) from (
  select iif(woman > man, 'female', 'male') as said, max(woman, man) as more, min(woman, man) as less,
    iif(woman > man, best_female, best_male) as best, iif(woman > man, females, males) as agree,
    coalesce(iif(woman > man, males, females), 0) as differ from (
    select total({WEIGHT}) filter (where tells < 'g') as woman, total({WEIGHT}) filter (where tells > 'g') as man,
      sum(pieces) filter (where tells < 'g') as females, sum(pieces) filter (where tells > 'g') as males,
      min(instr('{BEST}', substr(tells, 8))) filter (where tells < 'g') as best_female,
      min(instr('{BEST}', substr(tells, 6))) filter (where tells > 'g') as best_male
    from genders where speaker = {{who}}))
"""
#: Writes the gender that follows from the evidence, unless a list of known people gives it.
SETTLE = f"""
update speakers set (gender, gender_by, gender_for, gender_against) = ({WEIGHED})
  where id = {{who}} and gender_by is not 'list' and kind in ('person', 'unknown');
"""
ADD = f"""
insert into genders (speaker, tells, pieces) select new.speaker, new.tells, 1
  where new.speaker is not null and new.tells is not null
  on conflict (speaker, tells) do update set pieces = pieces + 1;
{SETTLE.format(who="new.speaker")}
"""
TAKE = f"""
update genders set pieces = pieces - 1 where speaker = old.speaker and tells = old.tells;
delete from genders where speaker = old.speaker and tells = old.tells and pieces < 1;
{SETTLE.format(who="old.speaker")}
"""
MOVED = "(new.speaker, new.tells) is not (old.speaker, old.tells)"
#: How the sums are counted again.
COUNTED = """select speaker, tells, count(*) from (
  select speaker, tells from quotes union all select speaker, tells from names)
  where speaker > 0 and tells > '' group by 1, 2"""


def _triggers(table: str) -> tuple[str, ...]:
    """Make the triggers that keep the sums up to date with each row of a table that has evidence."""
    return (
        f"create trigger {table}_gender_ai after insert on {table} when new.tells is not null begin {ADD} end",
        f"create trigger {table}_gender_ad after delete on {table} when old.tells is not null begin {TAKE} end",
        f"create trigger {table}_gender_au after update of speaker, tells on {table} when {MOVED}"
        f" begin {TAKE} {ADD} end",
    )


TABLES = (
    "alter table speakers add column gender_by text",
    "alter table speakers add column gender_for integer",
    "alter table speakers add column gender_against integer",
    "update speakers set gender_by = 'list' where gender is not null",
    "alter table quotes add column tells text",
    "alter table names add column tells text",
    """create table genders (
  speaker integer not null references speakers(id) on delete cascade, tells text not null, pieces integer not null,
  primary key (speaker, tells)) without rowid""",
)
TRIGGERS = (
    *_triggers("quotes"),
    *_triggers("names"),
    f"""create trigger speakers_gender_ai after insert on speakers when new.gender is not null
  and new.gender_by is not 'list' begin {SETTLE.format(who="new.id")} end""",
    f"""create trigger speakers_gender_au after update of kind, gender, gender_by on speakers
  when (new.kind, new.gender, new.gender_by) is not (old.kind, old.gender, old.gender_by)
    and new.gender_by is not 'list'
  begin {SETTLE.format(who="new.id")}
    update speakers set gender = null, gender_by = null, gender_for = null, gender_against = null
      where id = new.id and kind not in ('person', 'unknown');
  end""",
)
FOLLOW = (
    f"insert into genders {COUNTED}",
    SETTLE.format(who="speakers.id"),
    *TRIGGERS,
    "create index idx_speakers_gender on speakers (gender) where gender is not null",
)


def make(db: Database) -> None:
    """Add the tables and columns, and fill them with the evidence of the stored articles."""
    for statement in TABLES:
        db.execute(statement)
    db.conn.create_function("told_by_quotation", 4, told_by_quotation, deterministic=True)
    db.conn.create_function("told_by_name", 2, told_by_name, deterministic=True)
    db.execute("update quotes set tells = told_by_quotation(mention, role, text, kind)")
    db.execute("update names set tells = told_by_name(name, kind)")
    for statement in FOLLOW:
        db.execute(statement)


def renew_triggers(db: Database) -> None:
    """Make the triggers again, with today's statements."""
    for statement in TRIGGERS:
        db.execute(f"drop trigger if exists {statement.split()[2]}")
        db.execute(statement)
