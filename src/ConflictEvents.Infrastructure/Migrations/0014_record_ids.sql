-- Ids of records are compared with those of the read model, which are ordered byte by byte: no index of another collation serves that.
alter table work.import_record alter column external_id type text collate "C";
alter table work.import_vanished alter column external_id type text collate "C";
