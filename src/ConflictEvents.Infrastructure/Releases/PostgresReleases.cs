using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Releases;
using ConflictEvents.Application.Releases.CreateRelease;
using ConflictEvents.Domain.Results;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace ConflictEvents.Infrastructure.Releases;

internal sealed class PostgresReleases(ApplicationDatabase database, HeadWatch watch) : IReleases
{
    private const string Select = "select name, title, authors, notes, citation, as_of, position, hash, created_at, created_by, asked_as_of from release";

    public async Task<IReadOnlyList<Release>> All(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand($"{Select} order by created_at desc, name");
        return [.. (await Read(command, cancellationToken)).Select(stored => stored.Release)];
    }

    public async Task<Release?> Find(ReleaseName name, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand($"{Select} where name = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name.Text });
        return (await Read(command, cancellationToken)).SingleOrDefault()?.Release;
    }

    public async Task<Result<CreatedRelease>> Add(NewRelease release, Moment moment, string author, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (head, now) = await LogHead.Lock(connection, database.Limits, cancellationToken);
        if (await Stored(connection, release.Name, cancellationToken) is { } before)
            return before.Is(release) ? new CreatedRelease(before.Release, IsNew: false) : ReleaseErrors.NameTaken(release.Name);

        var position = moment.Position ?? head.Position;
        if (position == 0)
            return ReleaseErrors.NothingRecorded;
        await Insert(connection, release, position, moment.Time ?? now, now, author, cancellationToken);

        // The list of releases is an answer like others: whoever has it is to be told that there is a newer one.
        var mark = await head.Refreshed(connection, cancellationToken);
        var stored = await Stored(connection, release.Name, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        watch.Heard(mark);
        return new CreatedRelease(stored!.Release, IsNew: true);
    }

    private static async Task Insert(
        NpgsqlConnection connection, NewRelease release, long position, DateTimeOffset asOf, DateTimeOffset now, string author, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into release (name, position, hash, as_of, asked_as_of, title, authors, notes, citation, created_at, created_by)
            select $1, position, hash, $3, $4, $5, $6, $7, $8, $9, $10 from event where position = $2
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = release.Name },
                new() { Value = position },
                new() { Value = asOf.ToUniversalTime() },
                new() { Value = (object?)release.AsOf?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new() { Value = TitleOf(release) },
                new() { Value = release.Authors.ToArray() },
                new() { Value = (object?)release.Notes ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = release.Citation },
                new() { Value = now },
                new() { Value = author },
            },
        };
        if (await command.ExecuteNonQueryAsync(cancellationToken) != 1)
            throw new InvalidOperationException($"The log has no event {position}.");
    }

    private static string TitleOf(NewRelease release) => release.Title ?? $"ConflictEvents, release {release.Name}";

    private static async Task<StoredRelease?> Stored(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"{Select} where name = $1", connection) { Parameters = { new() { Value = name } } };
        return (await Read(command, cancellationToken)).SingleOrDefault();
    }

    private static async Task<List<StoredRelease>> Read(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<StoredRelease>();
        while (await rows.ReadAsync(cancellationToken))
        {
            var release = new Release(
                rows.GetString(0),
                rows.GetString(1),
                rows.GetFieldValue<string[]>(2),
                rows.IsDBNull(3) ? null : rows.GetString(3),
                rows.GetString(4),
                rows.GetFieldValue<DateTimeOffset>(5),
                Moment.TokenOf(rows.GetInt64(6)),
                Convert.ToHexStringLower(rows.GetFieldValue<byte[]>(7)),
                rows.GetFieldValue<DateTimeOffset>(8),
                rows.GetString(9));
            found.Add(new StoredRelease(release, rows.IsDBNull(10) ? null : rows.GetFieldValue<DateTimeOffset>(10)));
        }

        return found;
    }

    /// <param name="Asked">The time that the request gave; null where it gave none.</param>
    private sealed record StoredRelease(Release Release, DateTimeOffset? Asked)
    {
        /// <summary>Whether the request is the one that made it. Times are compared as finely as the database keeps them.</summary>
        public bool Is(NewRelease other) =>
            TitleOf(other) == Release.Title && other.Authors.SequenceEqual(Release.Authors) && other.Notes == Release.Notes && other.Citation == Release.Citation
            && Asked?.UtcTicks / TimeSpan.TicksPerMicrosecond == other.AsOf?.UtcTicks / TimeSpan.TicksPerMicrosecond;
    }
}
