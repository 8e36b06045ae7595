-- Who may do what. Keys are no part of the log: they are about the service, not about what it records.

create schema access;

create table access.api_key (
    id text primary key,
    name text not null check (length(name) between 1 and 100),
    scopes text[] not null check (cardinality(scopes) > 0 and scopes <@ array['read', 'write', 'import', 'review', 'admin']),
    secret_hash bytea not null check (length(secret_hash) = 32),
    created_at timestamptz not null,
    created_by text not null,
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz,
    revoked_by text,
    check ((revoked_at is null) = (revoked_by is null))
);

comment on column access.api_key.id is 'The public part of the key: ce_{id}_{secret}_{crc}.';
comment on column access.api_key.secret_hash is 'SHA-256 of the secret, which is stored nowhere.';
comment on column access.api_key.last_used_at is 'Written at most once a minute.';

create unique index api_key_name on access.api_key (name) where revoked_at is null;

grant usage on schema access to conflict_events_app;
grant select, insert on access.api_key to conflict_events_app;
grant update (last_used_at, revoked_at, revoked_by) on access.api_key to conflict_events_app;
