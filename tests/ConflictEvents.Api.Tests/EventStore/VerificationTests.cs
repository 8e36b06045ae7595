using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Application.Maintenance;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;

namespace ConflictEvents.Api.Tests.EventStore;

/// <summary>What a superuser does to the log of the sample, and what the verification says of it: that, and nothing else.</summary>
public sealed class VerificationTests
{
    // An event whose stream has no other one, in the middle of the log.
    private const int P = 30;

    // Triggers of foreign keys are not fired for a superuser who says so.
    private const string Unbound = "set session_replication_role = replica;";

    private static readonly string Envelope = $"Event {P}: the envelope is not what was written.";
    private static readonly string Body = $"Event {P}: the body is not what was written.";

    /// <summary>SQL, and the faults that follow; <c>{last}</c> is the last position, <c>{stream}</c> the stream of event 30.</summary>
    public static TheoryData<string, string[]> Alterations => new()
    {
        { $"update log.event_body set body = replace(body::text, 'a', 'e')::json where position = {P}", [Body] },
        { $"update log.event_body set body = overlay(body::text placing ' {{' from 1 for 1)::json where position = {P}", [Body] },
        { $"update log.event_body set body = '{{}}' where position = {P}", [Body] },
        { $"update log.event_body b set body = o.body from log.event_body o where (b.position, o.position) in (({P}, {P + 1}), ({P + 1}, {P}))",
            [Body, $"Event {P + 1}: the body is not what was written."] },
        { $"delete from log.event_body where position = {P}", [$"Event {P}: the body is missing."] },

        { $"update log.event set event_id = gen_random_uuid() where position = {P}", [Envelope] },
        { $"update log.event set stream_kind = 'actor' where position = {P}", [Envelope] },
        { $"update log.event set stream_id = gen_random_uuid() where position = {P}", [Envelope] },
        { $"update log.event set version = 7 where position = {P}", [$"Event {P}: version 7 of source {{stream}} follows version 0.", Envelope] },
        { $"update log.event set type = 'source.corrected' where position = {P}", [Envelope] },
        { $"update log.event set schema_version = 2 where position = {P}", [Envelope] },
        { $"update log.event set recorded_at = recorded_at + interval '1 microsecond' where position = {P}", [Envelope] },
        { $"update log.event set recorded_by = 'another' where position = {P}", [Envelope] },
        { $"update log.event set reason = '' where position = {P}", [Envelope] },
        { $"update log.event set request_id = request_id || ' ' where position = {P}", [Envelope] },
        { $"update log.event set body_hash = sha256('') where position = {P}", [Body, Envelope] },
        { $"update log.event set reason = 'other' where position in ({P}, {P + 1})",
            [$"Event {P}: the envelope or the hash is not what was written.", $"Event {P + 1}: the envelope is not what was written."] },
        { "update log.event set reason = 'other' where position = 1", ["Event 1: the envelope is not what was written."] },
        { "update log.event set reason = 'other' where position = {last}", ["Event {last}: the envelope is not what was written."] },

        { $"update log.event set hash = set_byte(hash, 31, get_byte(hash, 31) # 1) where position = {P}", [$"Event {P}: the hash is not what was written."] },
        { "update log.event set hash = sha256('') where position = 1", ["Event 1: the hash is not what was written."] },
        { "update log.event set hash = sha256('') where position = {last}", ["Event {last}: the hash is not what was written."] },

        { $"delete from log.event_body where position = {P}; delete from log.event where position = {P}", [$"Event {P} is missing."] },
        { $"delete from log.event_body where position in ({P}, {P + 1}); delete from log.event where position in ({P}, {P + 1})", [$"Events {P} to {P + 1} are missing."] },
        { "delete from log.event_body where position = {last}; delete from log.event where position = {last}", ["The head stands at {last}, but the log ends at {before last}."] },
        { "truncate log.event cascade", ["The head stands at {last}, but the log ends at 0."] },
        { Unbound + "update log.event set position = 1000 where position = {last}; update log.event_body set position = 1000 where position = {last}",
            ["Events {last} to 999 are missing.", "The head stands at {last}, but the log ends at 1000."] },

        { "update log.event_head set position = position + 1", ["The head stands at {after last}, but the log ends at {last}."] },
        { "update log.event_head set position = position - 1", ["The head stands at {before last}, but the log ends at {last}."] },
        { "update log.event_head set hash = sha256('')", ["The hash of the head is not that of event {last}."] },
        { "update log.event_head set recorded_at = recorded_at + interval '1 hour'", ["The time of the head is not that of event {last}."] },
        { "delete from log.event_head", ["The head is missing."] },
    };

    [Fact]
    public async Task The_log_of_the_sample_is_sound()
    {
        var database = await TestDatabases.CreateDatabase(TestService.SampleTemplate);

        var found = await Verify(database);

        Assert.Empty(found.Faults);
        Assert.Equal(await Sql.Value<long>(database, "select position from log.event_head"), found.Last);
        Assert.Equal(await Sql.Value<byte[]>(database, "select hash from log.event_head"), found.Hash);
        await TestDatabases.DropDatabase(database);
    }

    [Fact]
    public async Task An_empty_log_is_sound()
    {
        var database = await TestDatabases.CreateDatabase(TestService.EmptyTemplate);

        var found = await Verify(database);

        Assert.Empty(found.Faults);
        Assert.Equal(0, found.Last);
        await TestDatabases.DropDatabase(database);
    }

    [Theory]
    [MemberData(nameof(Alterations))]
    public async Task An_alteration_is_named(string sql, string[] faults)
    {
        var database = await TestDatabases.CreateDatabase(TestService.SampleTemplate);
        var last = await Sql.Value<long>(database, "select max(position) from log.event");
        var stream = await Sql.Value<Guid>(database, $"select stream_id from log.event where position = {P}");

        await Sql.Execute(await TestDatabases.SuperuserOf(database), Filled(sql));

        Assert.Equal(faults.Select(Filled), (await Verify(database)).Faults);
        await TestDatabases.DropDatabase(database);

        string Filled(string text) => text
            .Replace("{last}", $"{last}", StringComparison.Ordinal)
            .Replace("{before last}", $"{last - 1}", StringComparison.Ordinal)
            .Replace("{after last}", $"{last + 1}", StringComparison.Ordinal)
            .Replace("{stream}", $"{stream}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_very_many_faults_the_first_are_named()
    {
        var database = await TestDatabases.CreateDatabase(TestService.SampleTemplate);
        await Sql.Execute(await TestDatabases.SuperuserOf(database), "update log.event set reason = 'other'; update log.event_body set body = '{}'");

        var faults = (await Verify(database)).Faults;

        Assert.InRange(faults.Count, 101, 103);
        Assert.Contains("what follows was not read", faults[^1], StringComparison.Ordinal);
        await TestDatabases.DropDatabase(database);
    }

    [Fact]
    public async Task Progress_ends_where_the_log_does()
    {
        var database = await TestDatabases.CreateDatabase(TestService.SampleTemplate);
        var seen = new List<LogProgress>();

        var found = await Verify(database, new Seen(seen));

        Assert.Equal(new LogProgress(found.Last, found.Last), seen[^1]);
        await TestDatabases.DropDatabase(database);
    }

    private static async Task<LogVerification> Verify(string connectionString, IProgress<LogProgress>? progress = null)
    {
        await using var database = new ApplicationDatabase(connectionString);
        return await LogVerifier.Verify(database, progress, CancellationToken.None);
    }

    private sealed class Seen(List<LogProgress> seen) : IProgress<LogProgress>
    {
        public void Report(LogProgress value) => seen.Add(value);
    }
}
