-- The read model: projections of the log, system-versioned by log position.
-- A row holds from recorded_from (inclusive) to recorded_to (exclusive); recorded_to is null while it is current.
-- Readers copy the rendered JSON (card, document, estimate) as it is; the other columns are there to find and to order rows.

create extension if not exists postgis;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;

create schema read_model;

create table read_model.incident_version (
    id uuid not null,
    version int not null,
    rendering int not null,
    recorded_from bigint not null,
    recorded_to bigint,
    updated_at timestamptz not null,
    status text not null,
    type text not null,
    sub_type text,
    verification text not null,
    occurred_from date not null,
    occurred_to date not null,
    country text,
    longitude double precision,
    latitude double precision,
    point geometry(Point, 4326) generated always as (st_setsrid(st_makepoint(longitude, latitude), 4326)) stored,
    uncertainty_meters int not null,
    location_ids uuid[] not null,
    actor_ids uuid[] not null,
    conflict_ids uuid[] not null,
    source_ids uuid[] not null,
    killed_low int,
    killed_best int,
    killed_high int,
    injured_low int,
    injured_best int,
    injured_high int,
    refs uuid[] not null,
    names text not null,
    search tsvector not null,
    card bytea not null,
    document bytea not null,
    estimate bytea not null,
    primary key (id, recorded_from)
);

comment on column read_model.incident_version.rendering is 'Counts the renderings of one version: 1, then one more whenever a name shown in it changed.';
comment on column read_model.incident_version.location_ids is 'The location and everything above it.';
comment on column read_model.incident_version.conflict_ids is 'The conflicts and everything above them.';
comment on column read_model.incident_version.names is 'Every name of everything that takes part, folded; a part of search, kept to tell when it changes.';
comment on column read_model.incident_version.refs is 'Every resource whose change would change this row.';

create unique index incident_current on read_model.incident_version (id) where recorded_to is null;
create index incident_current_occurred on read_model.incident_version (occurred_from, id) where recorded_to is null and status = 'active';
create index incident_current_country on read_model.incident_version (country, occurred_from, id) where recorded_to is null and status = 'active';
create index incident_current_killed on read_model.incident_version ((coalesce(killed_best, -1)), id) where recorded_to is null and status = 'active';
create index incident_current_recorded on read_model.incident_version (updated_at, id) where recorded_to is null and status = 'active';
create index incident_current_point on read_model.incident_version using gist (point, occurred_from) where recorded_to is null and status = 'active';
create index incident_current_geography on read_model.incident_version using gist ((point::geography)) where recorded_to is null and status = 'active';
create index incident_current_actors on read_model.incident_version using gin (actor_ids) where recorded_to is null and status = 'active';
create index incident_current_conflicts on read_model.incident_version using gin (conflict_ids) where recorded_to is null and status = 'active';
create index incident_current_sources on read_model.incident_version using gin (source_ids) where recorded_to is null and status = 'active';
create index incident_current_search on read_model.incident_version using gin (search) where recorded_to is null and status = 'active';
create index incident_refs on read_model.incident_version using gin (refs) where recorded_to is null;

-- Conflicts, actors, locations, sources and documents: what incidents refer to.
create table read_model.reference_version (
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
    refs uuid[] not null,
    state json not null,
    document bytea not null,
    primary key (id, recorded_from)
);

comment on column read_model.reference_version.label is 'The name shown where another resource mentions this one; lists are ordered by it.';
comment on column read_model.reference_version.parent_ids is 'The location, conflict or source that this one stands directly below.';
comment on column read_model.reference_version.state is 'The details as recorded: what renders the resources that mention this one.';

create unique index reference_current on read_model.reference_version (id) where recorded_to is null;
create index reference_current_label on read_model.reference_version (kind, label collate "C", id) where recorded_to is null;
create index reference_refs on read_model.reference_version using gin (refs) where recorded_to is null;

-- One row a name; folded and skeleton are what spellings are compared by.
create table read_model.name_version (
    kind text not null,
    id uuid not null,
    ordinal int not null,
    recorded_from bigint not null,
    recorded_to bigint,
    folded text not null,
    skeleton text not null,
    primary key (id, recorded_from, ordinal)
);

create index name_current_words on read_model.name_version using gin ((' ' || folded) gin_trgm_ops) where recorded_to is null;
create index name_current_sound on read_model.name_version using gin ((' ' || skeleton || ' ') gin_trgm_ops) where recorded_to is null;
create index name_current_trigrams on read_model.name_version using gin (folded gin_trgm_ops) where recorded_to is null;

grant usage on schema read_model to conflict_events_app;
grant select, insert, update, delete on all tables in schema read_model to conflict_events_app;
