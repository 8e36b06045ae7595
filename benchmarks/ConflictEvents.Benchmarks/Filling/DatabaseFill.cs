using System.Diagnostics;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;
using ConflictEvents.Infrastructure.Projections;
using Npgsql;

namespace ConflictEvents.Benchmarks.Filling;

/// <summary>
/// Fills an empty database with generated incidents: the log as the event store writes it, the read model as the projector does, both by
/// copying. The same number and seed give the same bytes.
/// </summary>
/// <param name="normalised">Whether to fill the normalised tables beside it; of several versions with the first one.</param>
internal sealed class DatabaseFill(string connectionString, bool normalised, Action<string> say)
{
    // More than there are cores, for each of them waits for its server process half of the time.
    private static readonly int Makers = Environment.ProcessorCount + 1;

    private const string Complete = "complete";

    /// <exception cref="InvalidOperationException">Something is recorded there already.</exception>
    /// <param name="versions">Of each incident.</param>
    public async Task Run(int incidents, int versions, int seed, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        await DatabaseMigrator.Migrate(connectionString, cancellationToken);
        await using var database = ApplicationDatabase.AsOwner(connectionString, "read_model");
        var head = await Head(database.Source, cancellationToken);
        if (head.Position != 0)
            throw new InvalidOperationException("The database is not empty: a fill makes the whole of a log.");

        if (normalised)
            await SecondaryIndexes.Execute(database.Source, NormalisedTables.Definition(), cancellationToken);
        var indexes = await SecondaryIndexes.Drop(database.Source, cancellationToken);
        var maker = new BatchMaker(incidents, versions, seed);
        say(FormattableString.Invariant($"{incidents} incidents in {maker.Count} batches"));
        head = await Load(database.Source, maker, head, cancellationToken);
        await MoveHead(database.Source, head, cancellationToken);
        say(FormattableString.Invariant($"{Seconds(began):0.0} s: {head.Position} events copied, {incidents / Seconds(began):0} incidents/s; indexes"));
        await indexes.Create(database.Source, say, cancellationToken);
        await using (var connection = await database.Source.OpenConnectionAsync(cancellationToken))
            await CasualtyRollup.Derive(connection, cancellationToken);
        say(FormattableString.Invariant($"{Seconds(began):0.0} s: indexes and sums made; vacuum"));
        foreach (var table in Filled())
            await SecondaryIndexes.Execute(database.Source, $"vacuum (analyze) {table}", cancellationToken);
        await SecondaryIndexes.Execute(database.Source, $"comment on schema log is '{Complete}'", cancellationToken);
        say(FormattableString.Invariant($"{Seconds(began):0.0} s: done, {incidents / Seconds(began):0} incidents/s"));
        await SaySizes(database.Source, incidents, cancellationToken);
    }

    /// <returns>False for a database that this program would fill otherwise: of another version, without normalised tables that are needed, or whose fill was cut short.</returns>
    public static async Task<bool> IsComplete(string connectionString, bool normalised, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand("select obj_description(to_regnamespace('log'), 'pg_namespace') = $1 and (not $2 or to_regnamespace('normalised') is not null)");
        command.Parameters.Add(new NpgsqlParameter { Value = Complete });
        command.Parameters.Add(new NpgsqlParameter { Value = normalised });
        return await command.ExecuteScalarAsync(cancellationToken) is true
            && await DatabaseMigrator.Compare(connectionString, cancellationToken) is { Pending.Count: 0 };
    }

    private static async Task MoveHead(NpgsqlDataSource source, LogHead head, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("update event_head set position = $1, recorded_at = $2, hash = $3");
        command.Parameters.Add(new NpgsqlParameter { Value = head.Position });
        command.Parameters.Add(new NpgsqlParameter { Value = head.RecordedAt });
        command.Parameters.Add(new NpgsqlParameter { Value = head.Hash });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private IEnumerable<string> Filled() => ReadModelSchema.Tables.Select(table => $"read_model.{table}")
        .Concat(["log.event", "log.event_body", "log.event_head"])
        .Concat(normalised ? NormalisedTables.Names.Select(table => $"normalised.{table}") : []);

    private async Task SaySizes(NpgsqlDataSource source, int incidents, CancellationToken cancellationToken)
    {
        foreach (var table in Filled())
        {
            await using var command = source.CreateCommand($"select pg_table_size('{table}'), pg_indexes_size('{table}')");
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            await rows.ReadAsync(cancellationToken);
            var (data, indexes) = (rows.GetInt64(0), rows.GetInt64(1));
            say(FormattableString.Invariant($"  {table,-34} {(data + indexes) / 1_048_576.0,8:0} MB, {data / incidents,6} + {indexes / incidents,5} bytes an incident"));
        }
    }

    private async Task<LogHead> Load(NpgsqlDataSource source, BatchMaker maker, LogHead head, CancellationToken cancellationToken)
    {
        // Each batch is made out of turn, and waits for its turn to take its place in the chain only.
        var turns = Enumerable.Range(0, maker.Count + 1).Select(_ => new TaskCompletionSource<LogHead>(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        turns[0].SetResult(head);
        var copied = Enumerable.Range(0, maker.Count).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        var began = Stopwatch.GetTimestamp();
        var (next, rows) = (-1, 0L);
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAll(Enumerable.Range(0, Makers).Select(_ => Task.Run(Work, failed.Token)));
        return await turns[^1].Task;

        async Task Work()
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(failed.Token);
                for (var number = Interlocked.Increment(ref next); number < maker.Count; number = Interlocked.Increment(ref next))
                {
                    var before = maker.Before(number);
                    if (before is { } awaited)
                        await copied[awaited].Task.WaitAsync(failed.Token);
                    var batch = maker.Make(number);
                    turns[number + 1].SetResult(batch.Place(await turns[number].Task.WaitAsync(failed.Token)));
                    await Copy(connection, batch, isFirst: before is null, failed.Token);
                    copied[number].SetResult();
                    var sum = Interlocked.Add(ref rows, batch.Rows);
                    if (number % 100 == 99)
                        say(FormattableString.Invariant($"  {Seconds(began),6:0.0} s  batch {number + 1} of {maker.Count}, {sum / Seconds(began):0} rows/s"));
                }
            }
            catch
            {
                await failed.CancelAsync();
                throw;
            }
        }
    }

    private async Task Copy(NpgsqlConnection connection, Batch batch, bool isFirst, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LogTables.Events.Copy(connection, batch.Log, cancellationToken);
        await LogTables.Bodies.Copy(connection, batch.Log, cancellationToken);
        await RowTables.Incidents.Copy(connection, batch.Incidents, cancellationToken);
        await RowTables.Participations.Copy(connection, batch.Participations, cancellationToken);
        await RowTables.References.Copy(connection, batch.References, cancellationToken);
        await RowTables.Names.Copy(connection, batch.Names, cancellationToken);
        await RowTables.Changes.Copy(connection, batch.Changes, cancellationToken);
        if (batch.Ended.Count > 0)
            await End(connection, batch.Ended, cancellationToken);
        if (normalised && isFirst)
            await NormalisedTables.Copy(connection, batch, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task End(NpgsqlConnection connection, IReadOnlyList<(Guid Id, long Position)> ended, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlBatch(connection);
        foreach (var table in new[] { "incident_version", "participation_version" })
        {
            command.BatchCommands.Add(new NpgsqlBatchCommand(
                $"update {table} v set recorded_to = e.position from unnest($1, $2) e(id, position) where v.id = e.id and v.recorded_from < e.position and v.recorded_to is null")
            {
                Parameters = { new() { Value = ended.Select(one => one.Id).ToArray() }, new() { Value = ended.Select(one => one.Position).ToArray() } },
            });
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<LogHead> Head(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await LogHead.Read(connection, cancellationToken) ?? throw new InvalidOperationException("The log has lost its head row.");
    }

    private static double Seconds(long began) => Stopwatch.GetElapsedTime(began).TotalSeconds;
}
