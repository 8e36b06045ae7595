-- The read model: projections of the log, system-versioned by log position. It is never migrated: a program that knows it in another
-- shape derives it anew. Made in the first schema of the search path.
-- A row holds from recorded_from (inclusive) to recorded_to (exclusive); recorded_to is null while it is current.
-- Readers copy what was rendered (card, csv, document, estimate) as it is; the other columns are there to find, to order and to add up rows.

create table incident_version (
    id uuid not null,
    version int not null,
    rendering int not null,
    recorded_from bigint not null,
    recorded_to bigint,
    updated_at timestamptz not null,
    status text not null,
    type text not null,
    sub_type text,
    violence text,
    verification text not null,
    occurred_from date not null,
    occurred_to date not null,
    date_precision smallint not null,
    country text,
    admin1 text,
    admin1_folded text,
    longitude double precision,
    latitude double precision,
    point geometry(Point, 4326) generated always as (st_setsrid(st_makepoint(longitude, latitude), 4326)) stored,
    uncertainty_meters int not null,
    location_ids uuid[] not null,
    actor_ids uuid[] not null,
    conflict_ids uuid[] not null,
    source_ids uuid[] not null,
    claimant_ids uuid[] not null,
    foreign_ids text[] not null,
    dataset text collate "C" not null,
    external_id text collate "C",
    content_hash bytea,
    import_id uuid,
    redistributable boolean not null,
    killed_low int,
    killed_best int,
    killed_high int,
    injured_low int,
    injured_best int,
    injured_high int,
    figures jsonb not null,
    refs uuid[] not null,
    merged_into uuid,
    distinct_from uuid[] not null,
    prose text not null,
    names text not null,
    sounds text not null,
    search tsvector not null generated always as (
        to_tsvector('english'::regconfig, prose) || to_tsvector('simple'::regconfig, prose) || to_tsvector('simple'::regconfig, names || ' ' || sounds)) stored,
    card bytea not null,
    csv bytea not null,
    document bytea not null,
    estimate bytea not null,
    primary key (id, recorded_from)
);

comment on column incident_version.rendering is 'Counts the renderings of one version: 1, then one more whenever a name shown in it changed.';
comment on column incident_version.date_precision is '0 day, 1 days, 2 week, 3 month, 4 year.';
comment on column incident_version.location_ids is 'The location and everything above it.';
comment on column incident_version.conflict_ids is 'The conflicts and everything above them.';
comment on column incident_version.claimant_ids is 'The actors and sources that state a figure which is not withdrawn.';
comment on column incident_version.foreign_ids is 'scheme:value.';
comment on column incident_version.merged_into is 'Of a merged one: the incident that it was merged into, which may be merged itself.';
comment on column incident_version.distinct_from is 'Those that somebody found not to be the same, however alike they look.';
comment on column incident_version.dataset is 'local for what was recorded here, which has no external_id, content_hash and import_id.';
comment on column incident_version.external_id is 'What the dataset names the record by.';
comment on column incident_version.content_hash is 'SHA-256 of the row that was imported.';
comment on column incident_version.figures is 'Every estimate but those of all killed and all injured: {"killed.civilians": [low, best, high]}.';
comment on column incident_version.prose is 'Title and summary, folded.';
comment on column incident_version.names is 'Every name of everything that takes part, folded.';
comment on column incident_version.sounds is 'How those names sound.';
comment on column incident_version.refs is 'Every resource whose change would change this row.';

-- What lists read stays in the row; what one reader at a time wants, and what only the projector reads, may leave it.
alter table incident_version
    alter column card set storage main,
    alter column csv set storage main,
    alter column location_ids set storage main,
    alter column actor_ids set storage main,
    alter column conflict_ids set storage main,
    alter column card set compression lz4,
    alter column csv set compression lz4,
    alter column document set compression lz4,
    alter column estimate set compression lz4,
    alter column search set compression lz4,
    alter column names set compression lz4,
    alter column prose set compression lz4,
    alter column sounds set compression lz4,
    alter column refs set compression lz4;

-- Without finer statistics a rare word or actor is taken for a common one, and the newest incidents are walked to find it. Those of words are
-- read whenever a search is planned, and the finest take longer to read than a search takes.
alter table incident_version
    alter column search set statistics 250,
    alter column actor_ids set statistics 1000,
    alter column location_ids set statistics 1000,
    alter column source_ids set statistics 1000;

-- occurred_to stands behind the order in every index ordered by the first day, so that the end of a window is compared without visiting the
-- row; so does redistributable, lest the public wait for a walk past what it may not see. The longitude and the latitude stand behind the
-- order of all incidents, for boxes too wide to be looked up by their points.
create unique index incident_current on incident_version (id) where recorded_to is null;
create index incident_current_occurred on incident_version (occurred_from, id, occurred_to, redistributable, longitude, latitude) where recorded_to is null and status = 'active';
create index incident_current_country on incident_version (country, occurred_from, id, occurred_to, redistributable) where recorded_to is null and status = 'active';
create index incident_current_dataset on incident_version (dataset, occurred_from, id, occurred_to, redistributable) where recorded_to is null and status = 'active';
create index incident_current_admin1 on incident_version (admin1_folded, occurred_from, id, occurred_to) where recorded_to is null and status = 'active';
create index incident_current_sub_type on incident_version (sub_type, occurred_from, id, occurred_to) where recorded_to is null and status = 'active';
create index incident_current_judged on incident_version (verification, occurred_from, id, occurred_to) where recorded_to is null and status = 'active' and verification <> 'unverified';
-- Unknown figures come last in either direction.
create index incident_current_most_killed on incident_version ((coalesce(killed_best, -1)), id) where recorded_to is null and status = 'active';
create index incident_current_fewest_killed on incident_version ((coalesce(killed_best, 2147483647)), id) where recorded_to is null and status = 'active';
create index incident_current_killed_high on incident_version (killed_high) where recorded_to is null and status = 'active' and killed_high is not null;
create index incident_current_injured on incident_version (injured_best) where recorded_to is null and status = 'active' and injured_best is not null;
create index incident_current_injured_high on incident_version (injured_high) where recorded_to is null and status = 'active' and injured_high is not null;
create index incident_current_recorded on incident_version (updated_at, id) where recorded_to is null and status = 'active';
create index incident_current_point on incident_version using gist (point, occurred_from) where recorded_to is null and status = 'active';
create index incident_current_geography on incident_version using gist ((point::geography)) where recorded_to is null and status = 'active';
create index incident_current_actors on incident_version using gin (actor_ids) where recorded_to is null and status = 'active';
create index incident_current_conflicts on incident_version using gin (conflict_ids) where recorded_to is null and status = 'active';
create index incident_current_locations on incident_version using gin (location_ids) where recorded_to is null and status = 'active';
create index incident_current_sources on incident_version using gin (source_ids) where recorded_to is null and status = 'active';
create index incident_current_claimants on incident_version using gin (claimant_ids) where recorded_to is null and status = 'active';
create index incident_current_foreign_ids on incident_version using gin (foreign_ids) where recorded_to is null and status = 'active';
create unique index incident_current_record on incident_version (dataset, external_id) where recorded_to is null and dataset <> 'local';
create index incident_current_merged on incident_version (id) where recorded_to is null and merged_into is not null;
create index incident_current_import on incident_version (import_id, id) where recorded_to is null and import_id is not null;
create index incident_current_search on incident_version using gin (search) where recorded_to is null and status = 'active';
create index incident_refs on incident_version using gin (refs) where recorded_to is null;

-- The past. The indexes of all versions hold from when to when each of them held, behind the order of a list: so those that did not hold at
-- a moment are passed over inside the index. All rows begin at position 1 or later, but only readers of the past say so: the others are not
-- led to these indexes. What is looked for by what is in it is found in the indexes above and in these, which a row
-- enters no sooner than it is replaced.
create index incident_occurred on incident_version (occurred_from, id, recorded_from, (coalesce(recorded_to, 9223372036854775807)), occurred_to, redistributable) where status = 'active' and recorded_from >= 1;
create index incident_country on incident_version (country, occurred_from, id, recorded_from, (coalesce(recorded_to, 9223372036854775807)), occurred_to, redistributable) where status = 'active' and recorded_from >= 1;
create index incident_past_point on incident_version using gist (point, occurred_from, recorded_from, recorded_to) where recorded_to is not null and status = 'active';
create index incident_past_geography on incident_version using gist ((point::geography), recorded_from, recorded_to) where recorded_to is not null and status = 'active';
create index incident_past_ids on incident_version using gin (actor_ids, conflict_ids, location_ids, source_ids, claimant_ids, foreign_ids) where recorded_to is not null and status = 'active';
create index incident_past_search on incident_version using gin (search) where recorded_to is not null and status = 'active';

-- The longest window bounds how long before a day an incident that reaches into it can have begun.
create index incident_window on incident_version ((occurred_to - occurred_from));

-- Who takes part in which active incident, with its dates: the newest incidents of one actor are read off its index.
create table participation_version (
    id uuid not null,
    actor_id uuid not null,
    roles text[] not null,
    recorded_from bigint not null,
    recorded_to bigint,
    occurred_from date not null,
    occurred_to date not null,
    primary key (id, actor_id, recorded_from)
);

comment on column participation_version.id is 'Of the incident.';
comment on column participation_version.roles is 'Empty for an actor that is only held responsible.';

create index participation_current on participation_version (actor_id, occurred_from, id, occurred_to) where recorded_to is null;
create index participation_occurred on participation_version (actor_id, occurred_from, id, recorded_from, (coalesce(recorded_to, 9223372036854775807)), occurred_to) where recorded_from >= 1;

-- Conflicts, actors, locations, sources and documents: what incidents refer to.
create table reference_version (
    kind text not null,
    id uuid not null,
    version int not null,
    rendering int not null,
    recorded_from bigint not null,
    recorded_to bigint,
    updated_at timestamptz not null,
    status text not null,
    type text,
    label text not null,
    countries text[] not null,
    parent_ids uuid[] not null,
    foreign_ids text[] not null,
    refs uuid[] not null,
    merged_into uuid,
    state json not null,
    document bytea not null,
    primary key (id, recorded_from)
);

comment on column reference_version.label is 'The name shown where another resource mentions this one; lists are ordered by it.';
comment on column reference_version.parent_ids is 'The location, conflict, source or actors that this one stands directly below.';
comment on column reference_version.foreign_ids is 'scheme:value.';
comment on column reference_version.merged_into is 'Of a merged one: the one that it was merged into, which may be merged itself.';
comment on column reference_version.state is 'The details as recorded: what renders the resources that mention this one.';

create unique index reference_current on reference_version (id) where recorded_to is null;
create index reference_current_label on reference_version (kind, label collate "C", id) where recorded_to is null;
create index reference_current_parents on reference_version using gin (parent_ids) where recorded_to is null;

-- Imports look for very many foreign ids between what they add: without a list of what is still to be added, which each look-up would read to its end.
create index reference_current_foreign_ids on reference_version using gin (foreign_ids) with (fastupdate = off) where recorded_to is null;
create index reference_current_country on reference_version ((countries[1])) where recorded_to is null and kind = 'location' and type = 'country';
create index reference_refs on reference_version using gin (refs) where recorded_to is null;

-- One row a name; folded and skeleton are what spellings are compared by.
create table name_version (
    kind text not null,
    id uuid not null,
    ordinal int not null,
    recorded_from bigint not null,
    recorded_to bigint,
    folded text not null,
    skeleton text not null,
    primary key (id, recorded_from, ordinal)
);

-- Not a tree, which takes no long names; imports find places and sources by it.
create index name_current_folded on name_version using hash (folded) where recorded_to is null and kind in ('location', 'source');
create index name_current_words on name_version using gin ((' ' || folded) gin_trgm_ops) where recorded_to is null;
create index name_current_sound on name_version using gin ((' ' || skeleton || ' ') gin_trgm_ops) where recorded_to is null;
create index name_current_trigrams on name_version using gin (folded gin_trgm_ops) where recorded_to is null;

-- What the estimates of the active incidents add up to, month by month: few enough rows that a chart adds up all of them at once, and for
-- the commonest one needs only read them off. Windows may reach across months, so both ends are kept, and a period of whole months can be
-- told exactly.
create table casualty_rollup (
    dataset text collate "C" not null,
    redistributable boolean not null,
    type text collate "C" not null,
    country text collate "C" not null,
    month_from date not null,
    month_to date not null,
    incidents bigint not null,
    killed_low bigint,
    killed_low_known bigint not null,
    killed_best bigint,
    killed_best_known bigint not null,
    killed_high bigint,
    killed_high_known bigint not null,
    injured_low bigint,
    injured_low_known bigint not null,
    injured_best bigint,
    injured_best_known bigint not null,
    injured_high bigint,
    injured_high_known bigint not null,
    primary key (dataset, redistributable, type, month_to, month_from, country)
) with (fillfactor = 70);

comment on column casualty_rollup.dataset is 'Of the incidents: datasets are never added up but by whoever asks for several.';
comment on column casualty_rollup.redistributable is 'Whether the incidents may be passed on.';
comment on column casualty_rollup.type is 'Of the incidents, or all for all types together.';
comment on column casualty_rollup.country is 'The code, or unknown, which stands behind all codes.';
comment on column casualty_rollup.month_from is 'First day of the month in which the windows begin.';
comment on column casualty_rollup.month_to is 'First day of the month in which the windows end, or infinity for all ends together.';
comment on column casualty_rollup.killed_low is 'The sum of those known; null where none is.';
comment on column casualty_rollup.killed_low_known is 'How many incidents have one.';

create index casualty_rollup_country on casualty_rollup (dataset, redistributable, type, month_to, country, month_from);

-- Every event as the feed and the history tell it, rendered when it was recorded.
create table change_entry (
    position bigint primary key,
    recorded_from bigint not null,
    id uuid not null,
    type text collate "C" not null,
    redistributable boolean not null,
    entry bytea not null
);

comment on column change_entry.recorded_from is 'The position at which the commit was complete.';
comment on column change_entry.id is 'Of what changed.';
comment on column change_entry.redistributable is 'Whether what changed may be passed on as it stands now, not as it stood then.';

alter table change_entry alter column entry set compression lz4;

-- What shows a name that has changed and is still to be rendered anew, as of the position of the change. Empty but for the seconds after
-- a change of what very many incidents mention.
create table pending_rendering (
    position bigint not null,
    id uuid not null,
    may_move boolean not null,
    primary key (position, id)
);

comment on column pending_rendering.may_move is 'The change was more than one of names: afterwards the resource may stand below others than its row tells.';

create index pending_rendering_id on pending_rendering (id);

-- What was written last waits in a list that every look-up by such an index reads through, and one writer at last takes in. Four megabytes of
-- it, as is usual, take three milliseconds to read; half a megabyte a third of one.
do $$
declare index regclass;
begin
    for index in
        select i.oid
        from pg_class i join pg_am method on method.oid = i.relam
        where i.relnamespace = current_schema()::regnamespace and method.amname = 'gin' and i.reloptions is null
    loop
        execute format('alter index %s set (gin_pending_list_limit = 512)', index);
    end loop;
end $$;
