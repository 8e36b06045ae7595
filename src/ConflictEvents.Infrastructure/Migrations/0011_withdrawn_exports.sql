-- A file may hold what was erased after it was written.

alter table work.export_job add column erasures bigint;

comment on column work.export_job.erasures is 'How many resources had been erased when the file was written; null before it is complete.';

-- Erasures have removed the files of their time.
update work.export_job set erasures = (select erasures from log.event_head) where state = 'completed';
