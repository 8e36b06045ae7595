-- What the service has been asked to do beside answering. No part of the log: when it is done with, it is removed.

create schema work;

create table work.export_job (
    id uuid primary key,
    owner text not null,
    state text not null check (state in ('queued', 'running', 'completed', 'failed', 'cancelled')),
    format text not null,
    query json not null,
    position bigint not null,
    created_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz,
    expires_at timestamptz,
    data_through timestamptz,
    attempt int not null,
    leased_until timestamptz,
    rows bigint not null,
    bytes bigint not null,
    sha256 bytea check (length(sha256) = 32),
    error text,
    check ((state = 'running') = (leased_until is not null)),
    check ((state in ('queued', 'running')) = (expires_at is null)),
    check (state <> 'completed' or sha256 is not null),
    check ((state = 'failed') = (error is not null))
);

comment on column work.export_job.owner is 'The name of the key that asked for it.';
comment on column work.export_job.position is 'The log position that the file tells the state of.';
comment on column work.export_job.leased_until is 'Until when nobody else begins it anew.';

create index export_job_open on work.export_job (created_at) where state in ('queued', 'running');
create index export_job_owner on work.export_job (owner, created_at);

grant usage on schema work to conflict_events_app;
grant select, insert, update, delete on work.export_job to conflict_events_app;
