-- Datasets that are being loaded, or were. What they recorded is in the log; this is what is told of the loading.

create table work.import_job (
    id uuid primary key,
    owner text not null,
    state text not null check (state in ('queued', 'running', 'completed', 'failed', 'cancelled')),
    format text not null,
    dataset_version text,
    columns text,
    retract_vanished boolean not null,
    file text not null,
    file_bytes bigint not null,
    created_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz,
    attempt int not null,
    leased_until timestamptz,
    rows_read bigint not null default 0,
    bytes_read bigint not null default 0,
    created bigint not null default 0,
    updated bigint not null default 0,
    unchanged bigint not null default 0,
    rejected bigint not null default 0,
    warnings bigint not null default 0,
    vanished bigint,
    error text,
    check ((state = 'running') = (leased_until is not null)),
    check ((state = 'failed') = (error is not null)),
    check (rows_read = created + updated + unchanged + rejected)
);

comment on column work.import_job.owner is 'The name of the key that asked for it; it stands in the history of what was imported.';
comment on column work.import_job.columns is 'Pairs of a column of the format and the one of the file that stands for it.';
comment on column work.import_job.file is 'The full name of the file that is read.';
comment on column work.import_job.rows_read is 'Rows whose outcome is committed; where reading goes on.';
comment on column work.import_job.bytes_read is 'Of the file as it is stored.';
comment on column work.import_job.vanished is 'Null until the whole file has been read.';

create index import_job_open on work.import_job (created_at) where state in ('queued', 'running');
create index import_job_owner on work.import_job (owner, created_at);

create table work.import_fault (
    job_id uuid not null references work.import_job on delete cascade,
    ordinal bigint not null,
    line bigint not null,
    record_column text,
    code text not null,
    message text not null,
    value text,
    rejects boolean not null,
    primary key (job_id, ordinal)
);

comment on column work.import_fault.ordinal is 'Counts the faults of a job from 1, in the order of the file.';
comment on column work.import_fault.line is 'The line on which the row begins, counted from 1.';
comment on column work.import_fault.rejects is 'Whether the row was left out for it.';

-- Which records a file holds: a second row of one id is told by it, and what has vanished. Emptied when the job has ended.
create table work.import_record (
    job_id uuid not null references work.import_job on delete cascade,
    external_id text not null,
    primary key (job_id, external_id)
);

-- What an earlier version of the dataset held, and the file did not.
create table work.import_vanished (
    job_id uuid not null references work.import_job on delete cascade,
    external_id text not null,
    incident_id uuid not null,
    primary key (job_id, external_id)
);

grant select, insert, update, delete on work.import_job, work.import_fault, work.import_record, work.import_vanished to conflict_events_app;
