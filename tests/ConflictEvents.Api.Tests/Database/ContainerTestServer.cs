using Npgsql;
using Testcontainers.PostgreSql;

namespace ConflictEvents.Api.Tests.Database;

/// <summary>The tests' PostgreSQL in a container; compiled instead of LocalTestServer.cs with <c>-p:UseTestcontainers=true</c>.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private const string Owner = "conflict_events";
    private const string Password = "conflict_events";

    private readonly PostgreSqlContainer _container;

    private TestServer(PostgreSqlContainer container) => _container = container;

    /// <summary>Connects the owner of a database named <c>conflict_events</c>, who is no superuser.</summary>
    public string OwnerConnectionString => new NpgsqlConnectionStringBuilder(_container.GetConnectionString())
    {
        Username = Owner,
        Password = Password,
        Database = "conflict_events",
    }.ConnectionString;

    /// <summary>Connects a superuser, without pooling.</summary>
    public string AdministrationConnectionString =>
        new NpgsqlConnectionStringBuilder(_container.GetConnectionString()) { Pooling = false }.ConnectionString;

    public static async Task<TestServer> Start()
    {
        var container = new PostgreSqlBuilder("postgis/postgis:16-3.4")
            .WithDatabase("postgres")
            .WithCommand("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "jit=off", "-c", "max_connections=300")
            .Build();
        await container.StartAsync();
        var server = new TestServer(container);
        await server.Prepare();
        return server;
    }

    public ValueTask DisposeAsync() => _container.DisposeAsync();

    /// <summary>What a private server is given at its first start: the extensions in every new database, and an owner.</summary>
    private async Task Prepare()
    {
        var template = new NpgsqlConnectionStringBuilder(AdministrationConnectionString) { Database = "template1" }.ConnectionString;
        await using (var connection = new NpgsqlConnection(template))
        {
            await connection.OpenAsync();
            foreach (var extension in new[] { "postgis", "pg_trgm", "unaccent", "btree_gist" })
                await new NpgsqlCommand($"create extension if not exists {extension}", connection).ExecuteNonQueryAsync();
        }

        await using var administration = new NpgsqlConnection(AdministrationConnectionString);
        await administration.OpenAsync();
        await new NpgsqlCommand($"create role {Owner} login createrole password '{Password}'", administration).ExecuteNonQueryAsync();
        await new NpgsqlCommand($"create database conflict_events owner {Owner}", administration).ExecuteNonQueryAsync();
    }
}
