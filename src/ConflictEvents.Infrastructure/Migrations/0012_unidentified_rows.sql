alter table work.import_job add column unidentified bigint not null default 0;

comment on column work.import_job.unidentified is 'Rejected rows of which not even the id could be read: what the file lacks cannot be told then.';
