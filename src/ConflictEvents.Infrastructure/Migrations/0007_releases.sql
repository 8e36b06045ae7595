-- States of knowledge that were given a name, so that they can be cited and read for ever. Never altered and never taken back.

create table log.release (
    name text collate "C" primary key check (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
    position bigint not null references log.event,
    hash bytea not null check (length(hash) = 32),
    as_of timestamptz not null,
    asked_as_of timestamptz,
    title text not null,
    authors text[] not null,
    notes text,
    citation text not null,
    created_at timestamptz not null,
    created_by text not null
);

comment on column log.release.position is 'The last event that it holds.';
comment on column log.release.hash is 'Of the chain at that position: it covers every event up to it.';
comment on column log.release.as_of is 'The time whose state of knowledge it is.';
comment on column log.release.asked_as_of is 'The same where the request gave it; null where it asked for the state of its own moment.';
comment on column log.release.created_by is 'The name of the key that authorised it.';

grant select, insert on log.release to conflict_events_app;
