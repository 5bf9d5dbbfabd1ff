"""The SQL of migration m009: several speakers who say the same words together.

`quotes.speaker` is the first of them; `joint_speakers` has the others, in the order of the text. Most quotations have
no row there. `spoken` has a row for each speaker of each quotation. The kept counts follow it: two names of one
quotation that turn out to be one person's count once.
"""

from __future__ import annotations

#: The joint wording in `said`: 'Ida Marlow, Oskar Vane and Per Lund', with the names from the given column.
TOGETHER = """coalesce((
  select group_concat(iif(later, ', ', ' and ') || name, '') from (
    select {name} as name, exists (
      select 1 from joint_speakers as after where after.quote = one.quote and after.place > one.place
        and after.speaker is not one.speaker and after.speaker is not quotes.speaker) as later
    from joint_speakers as one where quote = quotes.id and {counts} order by place)), '')"""
#: Whether a row is the first that names its speaker.
COUNTS = """one.speaker is not quotes.speaker and not exists (
      select 1 from joint_speakers as other
      where other.quote = one.quote and other.speaker = one.speaker and other.place < one.place)"""
TOGETHER_TODAY = TOGETHER.format(name="(select name from speakers where id = one.speaker)", counts=COUNTS)
TOGETHER_HERE = TOGETHER.format(name="one.name", counts=COUNTS)

#: Adds a speaker's quotation to the counts, or takes it away, if the condition holds.
ADD = """
insert into speaker_counts (speaker, quotes, articles) select {row}.speaker, 1, 1
  where {row}.speaker is not null{counts}
  on conflict (speaker) do update set quotes = quotes + 1, articles = articles + ({first});
insert into speaker_months (speaker, month, quotes) select {row}.speaker, substr({published}, 1, 7), 1
  where {row}.speaker is not null and {published} is not null{counts}
  on conflict (speaker, month) do update set quotes = quotes + 1;
"""
TAKE = """
update speaker_counts set quotes = quotes - 1, articles = articles - ({last}) where speaker = {row}.speaker{counts};
delete from speaker_counts where speaker = {row}.speaker and quotes < 1;
update speaker_months set quotes = quotes - 1
  where speaker = {row}.speaker and month = substr({published}, 1, 7){counts};
delete from speaker_months where speaker = {row}.speaker and month = substr({published}, 1, 7) and quotes < 1;
"""
OUTLET_IN = """
insert into outlet_counts (outlet, quotes) values (coalesce(new.outlet, ''), 1)
  on conflict (outlet) do update set quotes = quotes + 1;
"""
OUTLET_OUT = """
update outlet_counts set quotes = quotes - 1 where outlet = coalesce(old.outlet, '');
delete from outlet_counts where outlet = coalesce(old.outlet, '') and quotes < 1;
"""


def _of_quote(template: str, row: str, *, rest: int, moved: str = "", counts: str = "") -> str:
    """Fill in a statement for a row of `quotes`; it counts if the speaker has `rest` quotations in the article."""
    same = f"speaker = {row}.speaker and article = {row}.article"
    alone = f"""{moved}(select count(*) from quotes where {same}) = {rest}
      and not exists (select 1 from joint_speakers where {same})"""
    return template.format(row=row, first=alone, last=alone, published=f"{row}.published", counts=counts)


def _of_joint(template: str, row: str) -> str:
    """Fill in a statement for a row of `joint_speakers`, whose quotation exists."""
    same = f"speaker = {row}.speaker and article = {row}.article"
    alone = f"""not exists (select 1 from quotes where {same} and id <> {row}.quote)
      and not exists (select 1 from joint_speakers where {same} and quote <> {row}.quote)"""
    counts = f"""
    and not exists (select 1 from quotes where id = {row}.quote and speaker = {row}.speaker)
    and not exists (select 1 from joint_speakers
      where quote = {row}.quote and speaker = {row}.speaker and place <> {row}.place)"""
    published = f"(select published from quotes where id = {row}.quote)"
    return template.format(row=row, first=alone, last=alone, published=published, counts=counts)


def _not_joint(row: str) -> str:
    return f"\n  and not exists (select 1 from joint_speakers where quote = new.id and speaker = {row}.speaker)"


MOVED = "(new.speaker, new.article) is not (old.speaker, old.article)"
CHANGED = """(new.speaker, new.article, new.published, new.outlet)
  is not (old.speaker, old.article, old.published, old.outlet)"""
OTHER_MONTH = "substr(new.published, 1, 7) is not substr(old.published, 1, 7)"
CHANGE = (
    _of_quote(ADD, "new", rest=1, moved=f"{MOVED} and ", counts=_not_joint("new"))
    + _of_quote(TAKE, "old", rest=0, moved=f"{MOVED} and ", counts=_not_joint("old"))
    + OUTLET_IN
    + OUTLET_OUT
)
OTHERS_MONTH = """
insert into speaker_months (speaker, month, quotes)
  select distinct speaker, substr(new.published, 1, 7), 1 from joint_speakers
  where quote = new.id and new.published is not null
  on conflict (speaker, month) do update set quotes = quotes + 1;
update speaker_months set quotes = quotes - 1 where month = substr(old.published, 1, 7)
  and speaker in (select speaker from joint_speakers where quote = new.id);
delete from speaker_months where month = substr(old.published, 1, 7) and quotes < 1
  and speaker in (select speaker from joint_speakers where quote = new.id);
"""

STATEMENTS = (
    """create table joint_speakers (
  quote integer not null references quotes(id), place integer not null, article integer not null,
  name text not null, kind text not null, speaker integer not null references speakers(id),
  primary key (quote, place)) without rowid""",
    "create index idx_joint_speakers_speaker on joint_speakers (speaker, article)",
    "create index idx_joint_speakers_article on joint_speakers (article, name)",
    f"""create view spoken as
select quotes.speaker as by, quotes.* from quotes
union all
select one.speaker as by, quotes.* from joint_speakers as one join quotes on quotes.id = one.quote where {COUNTS}""",
    "drop trigger quotes_count_ai",
    "drop trigger quotes_count_ad",
    "drop trigger quotes_count_au",
    f"""create trigger quotes_count_ai after insert on quotes begin
  {_of_quote(ADD, "new", rest=1)} {OUTLET_IN} end""",
    "create trigger quotes_joint_bd before delete on quotes begin delete from joint_speakers where quote = old.id; end",
    f"""create trigger quotes_count_ad after delete on quotes begin
  {_of_quote(TAKE, "old", rest=0)} {OUTLET_OUT} end""",
    f"""create trigger quotes_count_au after update of speaker, article, published, outlet on quotes when {CHANGED}
  begin {CHANGE} end""",
    f"""create trigger quotes_joint_au after update of published on quotes when {OTHER_MONTH}
  begin {OTHERS_MONTH} end""",
    f"create trigger joint_count_ai after insert on joint_speakers begin {_of_joint(ADD, 'new')} end",
    f"create trigger joint_count_ad after delete on joint_speakers begin {_of_joint(TAKE, 'old')} end",
    f"""create trigger joint_count_au after update of speaker on joint_speakers
  when new.speaker is not old.speaker begin {_of_joint(ADD, "new")} {_of_joint(TAKE, "old")} end""",
)
