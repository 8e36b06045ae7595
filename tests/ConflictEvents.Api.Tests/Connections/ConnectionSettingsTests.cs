using ConflictEvents.Infrastructure.Connections;
using Npgsql;

namespace ConflictEvents.Api.Tests.Connections;

public sealed class ConnectionSettingsTests
{
    [Fact]
    public void Statements_are_prepared_sessions_are_not_reset_and_the_pool_is_small()
    {
        var applied = new NpgsqlConnectionStringBuilder(ConnectionSettings.Apply("Host=db;Username=u;Password=p;Database=d"));

        Assert.True(applied.MaxAutoPrepare > 0);
        Assert.True(applied.NoResetOnClose);
        Assert.InRange(applied.MinPoolSize, 1, applied.MaxPoolSize);
        Assert.InRange(applied.MaxPoolSize, 8, 64);
        Assert.Equal(("db", "u", "p", "d"), (applied.Host, applied.Username, applied.Password, applied.Database));
    }

    [Theory]
    [InlineData("Max Auto Prepare=0", "Max Auto Prepare", 0)]
    [InlineData("No Reset On Close=false", "No Reset On Close", false)]
    [InlineData("Maximum Pool Size=1", "Maximum Pool Size", 1)]
    [InlineData("Minimum Pool Size=70", "Minimum Pool Size", 70)]
    [InlineData("MinPoolSize=0", "Minimum Pool Size", 0)]
    [InlineData("application name=mine", "Application Name", "mine")]
    public void What_the_connection_string_states_stays(string stated, string keyword, object value)
    {
        var applied = new NpgsqlConnectionStringBuilder(ConnectionSettings.Apply($"Host=a,b;Target Session Attributes=primary;{stated}"));

        Assert.Equal(value, applied[keyword]);
        Assert.Equal("a,b", applied.Host);
        Assert.True(applied.MinPoolSize <= applied.MaxPoolSize);
    }
}
