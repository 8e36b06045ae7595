-- What the read model needs of the database; the read model itself is derived from the log, see Projections/read_model.sql.

create extension if not exists postgis;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;
