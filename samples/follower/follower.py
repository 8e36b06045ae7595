#!/usr/bin/env python3
"""Keeps a copy of everything that a ConflictEvents service lists in a SQLite file, in step with the service.

    python3 follower.py http://localhost:8080 copy.db           follows until it is stopped
    python3 follower.py http://localhost:8080 copy.db --once    ends when there is nothing new

CONFLICT_EVENTS_KEY, where it is set, is the API key to read with. Needs nothing but Python 3.

The promise: after each transaction the table `resource` holds every active incident, conflict, actor, location, source and
document exactly as the service answered at one moment of its own clock, the time in `follower.as_of`, names included; only of a
commit that is longer than a page it holds a part first. It may be stopped at any time, by whatever means, and goes on where it
was: the cursor is stored in the transaction that stores the data.

How: whatever a page of changes names is fetched as of the time of the page's last change, and with it whatever in the copy
mentions it, directly or through others: a renamed actor shows in incidents that have not changed themselves.
"""
import json
import os
import re
import sqlite3
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

PAGE = 1000
WAIT = 30
PLURALS = {"incident": "incidents", "conflict": "conflicts", "actor": "actors", "location": "locations", "source": "sources", "document": "documents"}
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SCHEMA = """
create table if not exists follower (one integer primary key check (one = 1), cursor text, as_of text);
insert or ignore into follower values (1, null, null);
create table if not exists resource (id text primary key, kind text not null, version integer not null, body text not null);
create table if not exists mention (id text not null, mentioned text not null, primary key (mentioned, id)) without rowid;
create index if not exists mention_by_id on mention (id);
"""


class Service:
    def __init__(self, address):
        self.address = address.rstrip("/")
        self.headers = {"Accept": "application/json"}
        if os.environ.get("CONFLICT_EVENTS_KEY"):
            self.headers["Authorization"] = "Bearer " + os.environ["CONFLICT_EVENTS_KEY"]

    def get(self, path, **query):
        """Returns the JSON as text; raises HTTPError for anything but 200."""
        given = urllib.parse.urlencode({name: value for name, value in query.items() if value is not None})
        request = urllib.request.Request(self.address + path + ("?" + given if given else ""), headers=self.headers)
        with urllib.request.urlopen(request, timeout=WAIT + 30) as answer:
            return answer.read().decode()


def fetch(service, copy, kind, id, as_of):
    try:
        body = service.get(f"/v1/{PLURALS[kind]}/{id}", asOf=as_of)
    except urllib.error.HTTPError as refused:
        if refused.code not in (404, 410):  # not there at that time, or erased since
            raise
        body = None
    copy.execute("delete from resource where id = ?", (id,))
    if body is None:
        return  # what it mentioned is kept: where it stood for what was merged into it, others show that again once this is gone
    copy.execute("delete from mention where id = ?", (id,))
    document = json.loads(body)
    if document["id"] == id and document["status"] == "active":  # what is merged answers with the one that stands for it
        copy.execute("insert into resource values (?, ?, ?, ?)", (id, kind, document["version"], body))
        copy.executemany("insert or ignore into mention values (?, ?)", [(id, other) for other in set(UUID.findall(body)) - {id}])


def take(service, copy, page):
    """Takes one page of changes into the copy, with its cursor, or nothing at all."""
    changed = {item["resourceId"]: item["resource"] for item in page["items"]}
    as_of = page["items"][-1]["recordedAt"] if changed else None
    with copy:
        if changed:
            copy.execute("create temp table if not exists changed (id text primary key)")
            copy.execute("delete from changed")
            copy.executemany("insert into changed values (?)", [(id,) for id in changed])
            showing = copy.execute("""
                with recursive showing(id) as (select id from changed union select m.id from mention m join showing s on m.mentioned = s.id)
                select id, kind from resource join showing using (id)""").fetchall()
            for id, kind in {**dict(showing), **changed}.items():
                fetch(service, copy, kind, id, as_of)
        copy.execute("update follower set cursor = ?, as_of = coalesce(?, as_of)", (page["nextCursor"], as_of))


def start_again(service, copy, log_is_kept):
    """Empties the copy. Where the log is kept from its beginning it tells everything again; else the lists of the service do."""
    with copy:
        copy.execute("update follower set cursor = null, as_of = null")
        copy.execute("delete from resource")
        copy.execute("delete from mention")
        if log_is_kept:
            return
        latest = json.loads(service.get("/v1/changes", after="latest"))["nextCursor"]
        for kind, plural in PLURALS.items():
            cursor = None
            while True:
                page = json.loads(service.get(f"/v1/{plural}", limit=PAGE, cursor=cursor))
                for item in page["items"]:
                    fetch(service, copy, kind, item["id"], as_of=None)
                cursor = page["nextCursor"]
                if cursor is None:
                    break
        copy.execute("update follower set cursor = ?", (latest,))


def follow(service, copy, once):
    while True:
        after = copy.execute("select cursor from follower").fetchone()[0]
        try:
            page = json.loads(service.get("/v1/changes", after=after, limit=PAGE, wait=0 if once else WAIT))
            if page["items"] or page["nextCursor"] != after:
                take(service, copy, page)
                print(f"{len(page['items'])} changes, now at {page['nextCursor']}", flush=True)
            elif once:
                return
        except urllib.error.HTTPError as refused:
            if refused.code in (409, 410):
                print(f"starting again: {refused.reason}", file=sys.stderr, flush=True)
                start_again(service, copy, log_is_kept=refused.code == 409)
            elif refused.code == 429 or refused.code >= 500:
                print(f"trying again: {refused.code}", file=sys.stderr, flush=True)
                time.sleep(2)
            else:
                raise SystemExit(f"{refused.url}: {refused.code} {refused.read().decode()}")
        except (urllib.error.URLError, ConnectionError, TimeoutError) as lost:
            print(f"trying again: {lost}", file=sys.stderr, flush=True)
            time.sleep(2)


def main(address, file, *options):
    copy = sqlite3.connect(file)
    copy.execute("pragma secure_delete = on")  # what is erased by law is to leave the file too
    copy.executescript(SCHEMA)
    follow(Service(address), copy, once="--once" in options)


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[3:] not in ([], ["--once"]):
        raise SystemExit(__doc__)
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        pass
