extern alias Benchmarks;

using System.Text.Json;
using Benchmarks::ConflictEvents.Benchmarks.Measuring;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Queries;
using ConflictEvents.Infrastructure.Queries;
using Npgsql;

namespace ConflictEvents.Api.Tests.Benchmarks;

/// <summary>How the database would answer a statement.</summary>
internal sealed record Plan(string Text, IReadOnlyList<(string Type, string? Table, string? Index)> Nodes)
{
    /// <summary>Of a page of a search, as the service asks for it.</summary>
    /// <param name="start">Where the page before has ended; null for the first one.</param>
    /// <param name="sample">Null for a service that has none yet.</param>
    /// <param name="forAnyValues">The plan that is kept for a prepared statement, instead of that for its values.</param>
    public static async Task<Plan> Of(string connectionString, IncidentFilter filter, string sort, Moment moment, PointSample? sample = null, bool forAnyValues = false, Cursor? start = null)
    {
        var statement = PageCase.Of(filter, sample ?? PointSample.Empty, IncidentSort.Parse(sort, null), moment, start);
        return forAnyValues
            ? Of(await Sql.Value<string>(connectionString, $"set search_path = read_model, log, public; set plan_cache_mode = force_generic_plan; prepare page ({string.Join(", ", statement.Parameters.Select(parameter => parameter.Type))}) as {statement.Text}; explain (format json) execute page({string.Join(", ", statement.Parameters.Select(parameter => $"'{parameter.Value}'"))})"))
            : Of(await Sql.Value<string>(connectionString, $"set search_path = read_model, log, public; explain (format json) {statement.WithValues()}"));
    }

    public static async Task<Plan> Of(NpgsqlCommand command)
    {
        command.CommandText = $"explain (format json) {command.CommandText}";
        return Of((string)(await command.ExecuteScalarAsync())!);
    }

    public static void AssertOrdered(Plan plan, params string[] indexes)
    {
        AssertFound(plan, indexes);
        Assert.True(plan.Nodes.All(node => !node.Type.Contains("Sort", StringComparison.Ordinal)), $"It sorts: {plan.Text}");
    }

    public static void AssertFound(Plan plan, params string[] indexes)
    {
        Assert.True(plan.Nodes.All(node => node.Type != "Seq Scan"), $"It reads a table: {plan.Text}");
        Assert.True(plan.Nodes.Any(node => indexes.Contains(node.Index)), $"It does not use {string.Join(" or ", indexes)}: {plan.Text}");
    }

    private static Plan Of(string text)
    {
        var nodes = new List<(string Type, string? Table, string? Index)>();
        using var json = JsonDocument.Parse(text);
        Gather(json.RootElement[0].GetProperty("Plan"), nodes);
        return new Plan(text, nodes);
    }

    private static void Gather(JsonElement node, List<(string Type, string? Table, string? Index)> nodes)
    {
        nodes.Add((Text("Node Type")!, Text("Relation Name"), Text("Index Name")));
        if (!node.TryGetProperty("Plans", out var below))
            return;
        foreach (var child in below.EnumerateArray())
            Gather(child, nodes);

        string? Text(string name) => node.TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
