using System.Text;
using System.Text.RegularExpressions;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Incidents;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Trust;

/// <summary>Erases, and holds that no name of what was erased stands anywhere in the database any more, in letters or in bytes.</summary>
internal sealed partial class Erasures(TestService service, RandomWorld world, Invariants invariants)
{
    private readonly List<string> _names = [];
    private int _replaced;

    public int Accepted { get; private set; }

    public async Task<JsonAnswer> Erase(string plural, Guid one)
    {
        var names = await NamesOf(one);
        var survivors = await Sql.Lines(service.ConnectionString, $"select body::json->>'into' from log.event join log.event_body using (position) where stream_id = '{one}' and type like '%.merged'");
        var answer = await service.Writer.Send(HttpMethod.Post, $"/v1/{plural}/{one}/erasure", new { reason = "The test asks for it." }, "*");
        if (answer.Status != 200)
            return answer;

        Accepted++;
        _names.AddRange(names);
        foreach (var shown in survivors.Select(Guid.Parse).Append(one))
            await invariants.Erased(shown);
        await world.Replace(plural, one, $"Substitute {++_replaced}");
        return answer;
    }

    /// <summary>Titles and names are each of one resource alone, so that a trace of one is a trace of what was erased.</summary>
    public async Task NoNameIsLeft()
    {
        var tables = await Sql.Lines(
            service.ConnectionString,
            "select format('%I.%I', nspname, relname) from pg_class c join pg_namespace n on n.oid = relnamespace where relkind in ('r', 'p', 'm') and nspname !~ '^(pg_|information_schema|public)'");
        var names = string.Join('|', _names.SelectMany(name => new[] { $"{name}(?![0-9])", $"{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(name))}(?!3[0-9])" }));
        foreach (var table in _names.Count == 0 ? [] : tables)
            Assert.Empty(await Sql.Lines(service.ConnectionString, $"select '{table}: ' || substring(t::text from '.{{0,60}}(?:{names}).{{0,20}}') from {table} t where t::text ~ '{names}'"));
    }

    private async Task<IReadOnlyList<string>> NamesOf(Guid one)
    {
        var bodies = await Sql.Lines(service.ConnectionString, $"select body::text from log.event join log.event_body using (position) where stream_id = '{one}' and (type like '%.created' or type like '%.corrected')");
        return [.. bodies.SelectMany(body => Names().Matches(body)).Select(name => name.Value).Distinct()];
    }

    // Those of the random world, and of random commands.
    [GeneratedRegex("(?<=\"(title|text)\":\\s*\")[^\"]+(?=\")")]
    private static partial Regex Names();
}
