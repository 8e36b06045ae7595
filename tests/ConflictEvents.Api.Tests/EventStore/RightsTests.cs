using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Infrastructure.Database;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ConflictEvents.Api.Tests.EventStore;

/// <summary>What the running service could do to the log, had it the will.</summary>
[Collection(SampleServiceUsers.Name)]
public sealed class RightsTests(SampleService sample)
{
    [Fact]
    public async Task The_service_works_under_a_role_with_few_rights()
    {
        Assert.Equal("conflict_events_app false false false", await Value(
            "select current_user || ' ' || rolsuper || ' ' || rolcreaterole || ' ' || rolcanlogin from pg_roles where rolname = current_user"));
    }

    [Theory]
    [InlineData("update log.event set reason = 'other'")]
    [InlineData("update log.event set hash = hash where position = 1")]
    [InlineData("delete from log.event where position = 1")]
    [InlineData("truncate log.event cascade")]
    [InlineData("alter table log.event disable trigger all")]
    [InlineData("drop table log.event cascade")]
    [InlineData("update log.event_body set body = '{}'")]
    [InlineData("delete from log.event_body where position = 1")]
    [InlineData("truncate log.event_body")]
    [InlineData("delete from log.event_head")]
    [InlineData("truncate log.event_head")]
    [InlineData("insert into log.event_head (one, position, recorded_at, hash) select one, position, recorded_at, hash from log.event_head")]
    [InlineData("update log.release set position = 1")]
    [InlineData("delete from log.release")]
    [InlineData("truncate log.release")]
    [InlineData("update log.installation set secret = secret")]
    [InlineData("delete from access.api_key")]
    [InlineData("update access.api_key set secret_hash = secret_hash")]
    [InlineData("update access.api_key set scopes = '{admin}'")]
    [InlineData("truncate read_model.incident_version")]
    [InlineData("drop schema read_model cascade")]
    [InlineData("create table log.other (a int)")]
    [InlineData("create table read_model.other (a int)")]
    public async Task What_it_must_not_do_is_refused(string statement)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Value(statement));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    /// <summary>In a transaction that is rolled back, so that a right too many harms no other test.</summary>
    private async Task<object?> Value(string sql)
    {
        var source = sample.Service.Services.GetRequiredService<ApplicationDatabase>().Source;
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        return await command.ExecuteScalarAsync();
    }
}
