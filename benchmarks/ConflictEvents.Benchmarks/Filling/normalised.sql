-- The same data as textbooks would have it, without the history: one table a thing, keys between them, names in one place. What it takes to
-- answer from here is the limit that the read model is held against, and what an API generated from tables serves.

create schema normalised;

create table normalised.country (
    code text primary key,
    name text not null
);

create table normalised.location (
    id uuid primary key,
    name text not null,
    type text not null,
    country text references normalised.country,
    admin1 text,
    longitude double precision,
    latitude double precision,
    parent_id uuid references normalised.location
);

create table normalised.actor (
    id uuid primary key,
    name text not null,
    type text not null,
    country text references normalised.country
);

create table normalised.source (
    id uuid primary key,
    name text not null,
    type text not null,
    reliability text not null,
    country text references normalised.country
);

create table normalised.document (
    id uuid primary key,
    source_id uuid not null references normalised.source,
    title text not null,
    type text not null,
    url text,
    published date
);

create table normalised.conflict (
    id uuid primary key,
    name text not null,
    parent_id uuid references normalised.conflict
);

create table normalised.incident (
    id uuid primary key,
    version int not null,
    title text not null,
    summary text,
    type text not null,
    sub_type text,
    violence text,
    occurred_from date not null,
    occurred_to date not null,
    country text references normalised.country,
    location_id uuid not null references normalised.location,
    longitude double precision,
    latitude double precision,
    uncertainty_meters int not null,
    verification text not null,
    killed_low int,
    killed_best int,
    killed_high int,
    injured_low int,
    injured_best int,
    injured_high int,
    updated_at timestamptz not null
);

create table normalised.participant (
    incident_id uuid not null references normalised.incident,
    actor_id uuid not null references normalised.actor,
    role text not null,
    document_id uuid not null references normalised.document,
    primary key (incident_id, actor_id, role)
);

create table normalised.incident_conflict (
    incident_id uuid not null references normalised.incident,
    conflict_id uuid not null references normalised.conflict,
    primary key (incident_id, conflict_id)
);

create table normalised.claim (
    id uuid primary key,
    incident_id uuid not null references normalised.incident,
    measure text not null,
    number int,
    low int,
    best int,
    high int,
    victims text not null,
    claimant_actor_id uuid references normalised.actor,
    claimant_source_id uuid references normalised.source,
    claimant text,
    stated_on date,
    document_id uuid not null references normalised.document
);

create table normalised.citation (
    incident_id uuid not null references normalised.incident,
    ordinal int not null,
    document_id uuid not null references normalised.document,
    primary key (incident_id, ordinal)
);

create index incident_country on normalised.incident (country, occurred_from, id);
create index incident_occurred on normalised.incident (occurred_from, id);
create index incident_location on normalised.incident (location_id);
create index incident_point on normalised.incident using gist (st_setsrid(st_makepoint(longitude, latitude), 4326), occurred_from);
create index incident_text on normalised.incident using gin (to_tsvector('english', title || ' ' || coalesce(summary, '')));
create index participant_actor on normalised.participant (actor_id, incident_id);
create index claim_incident on normalised.claim (incident_id);
create index incident_conflict_conflict on normalised.incident_conflict (conflict_id);
create index citation_document on normalised.citation (document_id);
create index location_parent on normalised.location (parent_id);
create index document_source on normalised.document (source_id);
