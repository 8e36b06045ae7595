-- The log: everything else in the database can be derived from it.

do $$
begin
    create role conflict_events_app nologin;
exception
    when duplicate_object or unique_violation then null;
end
$$;

grant conflict_events_app to current_user;

create schema log;

-- Appends are serialised on this one row, so positions, times and hashes are given in commit order.
create table log.event_head (
    one bool primary key default true check (one),
    position bigint not null,
    recorded_at timestamptz not null,
    hash bytea not null check (length(hash) = 32)
);

insert into log.event_head (position, recorded_at, hash)
values (0, '1970-01-01 00:00:00+00', decode(repeat('00', 32), 'hex'));

-- All events of one commit share recorded_at, and no two commits do.
create table log.event (
    position bigint primary key,
    event_id uuid not null unique,
    stream_kind text not null,
    stream_id uuid not null,
    version int not null check (version > 0),
    type text not null,
    schema_version int not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    reason text,
    request_id text not null,
    body_hash bytea not null check (length(body_hash) = 32),
    hash bytea not null check (length(hash) = 32),
    unique (stream_id, version)
);

create index event_recorded_at on log.event (recorded_at, position);

-- json, not jsonb: the hash is taken over the text exactly as it is stored.
create table log.event_body (
    position bigint primary key references log.event,
    body json not null
);

-- One secret per database signs the cursors of every process that serves it.
create table log.installation (
    one bool primary key default true check (one),
    secret bytea not null
);

insert into log.installation (secret)
select sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'));

grant usage on schema log to conflict_events_app;
grant select, insert on log.event, log.event_body to conflict_events_app;
grant select, update on log.event_head to conflict_events_app;
grant select on log.installation to conflict_events_app;
