namespace ConflictEvents.Infrastructure.LocalPostgres;

/// <summary>How a private PostgreSQL server is to be kept.</summary>
/// <param name="DataDirectory">
/// The directory that holds the cluster, its password, its log and its socket. It is made if missing. A relative path counts from
/// the current directory.
/// </param>
public sealed record LocalPostgresOptions(string DataDirectory)
{
    /// <summary>False trades the safety of the data for speed: for tests, whose data is thrown away.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Further settings of postgresql.conf; they win over those of <see cref="ServerSettings"/>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
