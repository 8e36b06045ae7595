using System.Reflection;
using ConflictEvents.Application;
using ConflictEvents.Domain.Results;

namespace ConflictEvents.Architecture.Tests;

/// <summary>Domain references nothing; Application references Domain; Infrastructure is seen by the two programs' first file alone.</summary>
public sealed class LayerTests
{
    [Fact]
    public void The_domain_references_the_framework_alone() =>
        Assert.DoesNotContain(References(typeof(Error).Assembly), name => !name.StartsWith("System.", StringComparison.Ordinal));

    [Theory]
    [InlineData("ConflictEvents.Infrastructure")]
    [InlineData("Npgsql")]
    [InlineData("Microsoft.EntityFrameworkCore")]
    [InlineData("Microsoft.AspNetCore")]
    public void The_application_knows_neither_storage_nor_HTTP(string forbidden) =>
        Assert.DoesNotContain(References(typeof(ApplicationServices).Assembly), name => name.StartsWith(forbidden, StringComparison.Ordinal));

    [Fact]
    public void Infrastructure_knows_no_HTTP() =>
        Assert.DoesNotContain(References(typeof(Infrastructure.InfrastructureServices).Assembly), name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    [Theory]
    [InlineData("src/ConflictEvents.Api")]
    [InlineData("src/ConflictEvents.Cli")]
    public void Only_a_program_s_first_file_sees_the_infrastructure(string project)
    {
        var seeing = Repository.Sources(project)
            .Where(source => source.Text.Contains("ConflictEvents.Infrastructure", StringComparison.Ordinal))
            .Select(source => source.Path);

        Assert.All(seeing, path => Assert.Equal($"{project}/Program.cs", path));
    }

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);
}
