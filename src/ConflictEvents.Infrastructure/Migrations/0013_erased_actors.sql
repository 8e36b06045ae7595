-- Whoever looks for the subgroups of an actor asks for those that were erased too. Nothing in the read model tells of them.
create index event_of_erased_actor on log.event (stream_id) where type = 'actor.erased';
