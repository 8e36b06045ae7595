-- Erasure for legal reasons: the bodies of one stream go, its envelopes stay, and with them the chain of hashes.

-- Answers about the past change with each, so that what a client keeps of them must not be confirmed any more.
alter table log.event_head add column erasures bigint not null default 0;

-- The one way in which the application's role may take something out of the log: what its erased event, the last of its stream, says is gone.
create function log.erase_bodies(stream uuid) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    newest record;
    gone bigint;
begin
    select position, type, stream_kind into newest from log.event where stream_id = stream order by version desc limit 1;
    if newest is null or newest.type <> newest.stream_kind || '.erased' then
        raise exception 'The stream % does not end in its erasure.', stream using errcode = 'insufficient_privilege';
    end if;
    delete from log.event_body b using log.event e
    where b.position = e.position and e.stream_id = stream and e.position < newest.position;
    get diagnostics gone = row_count;
    return gone;
end
$$;

revoke all on function log.erase_bodies(uuid) from public;
grant execute on function log.erase_bodies(uuid) to conflict_events_app;
