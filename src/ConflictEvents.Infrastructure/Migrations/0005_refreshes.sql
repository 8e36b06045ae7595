-- Rendered answers may change between two commits, when a name is refreshed where it is shown: each time counts.

alter table log.event_head add column refreshes bigint not null default 0;
