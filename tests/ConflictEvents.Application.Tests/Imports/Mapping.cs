using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Validation;
using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Tests.Imports;

/// <summary>Rows of a dataset, mapped one after the other on 31 March 2026, and held against what the service takes.</summary>
internal sealed class Mapping(IDatasetFormat format, string? version = "1.0")
{
    private readonly Noon _time = new();
    private readonly List<NewReference> _new = [];

    public ReferenceRegistry References { get; } = new();

    /// <summary>What became new, in order.</summary>
    public IReadOnlyList<NewReference> New => _new;

    public DatasetRelease Release => field ??= new DatasetRelease(format, version, References, _time);

    /// <param name="row">Columns and cells.</param>
    public async Task<MappedRow> Map(IReadOnlyDictionary<string, string> row)
    {
        var file = await Given.Read($"{string.Join(',', row.Keys)}\n{string.Join(',', row.Values.Select(Cell))}\n", format: format);
        Assert.Empty(file.Faults);
        var mapped = Release.Map(Assert.Single(file.Rows));
        _new.AddRange(References.TakeNew());
        Assert.Equal(mapped.Record is null, mapped.Faults.Any(fault => fault.Rejects));
        return mapped;
    }

    /// <summary>Maps a row, and checks that it is rejected with a reason, or that the service would take it and everything that it mentions.</summary>
    public async Task Sound(IReadOnlyDictionary<string, string> row)
    {
        if ((await Map(row)).Record is { } record)
            Check(record);
    }

    /// <summary>Maps a row that goes in, and checks that the service would take it and everything that it mentions.</summary>
    public async Task<ImportedRecord> Accepted(IReadOnlyDictionary<string, string> row)
    {
        var mapped = await Map(row);
        Assert.True(mapped.Record is not null, string.Join("; ", mapped.Faults));
        Check(mapped.Record);
        return mapped.Record;
    }

    public T Details<T>(Guid id)
        where T : class, IDetailsOfKind => (T)Assert.Single(_new, reference => reference.Id == id).Details;

    public string Name(Guid id) => Assert.Single(_new, reference => reference.Id == id).Details switch
    {
        ActorDetails actor => actor.Names[0].Text,
        ConflictDetails conflict => conflict.Names[0].Text,
        LocationDetails location => location.Names[0].Text,
        SourceDetails source => source.Names[0].Text,
        DocumentDetails document => document.Title,
        var other => throw new InvalidOperationException($"{other} has no name."),
    };

    private void Check(ImportedRecord record)
    {
        Assert.Equal(8, record.IncidentId.Version);
        Assert.Matches("^[0-9a-f]{64}$", record.ContentHash);
        Valid(new IncidentDetailsValidator(_time).Validate(record.Details));
        foreach (var claim in record.Claims.Where(claim => !ClaimInterval.IsIrregular(claim)))
            Valid(new CasualtyClaimValidator(_time).Validate(claim));
        Assert.Null(new Incident { Id = record.IncidentId }.Claims.Add(record.Claims, "claims").Error);

        var known = new HashSet<(ResourceKind, Guid)>();
        foreach (var reference in _new)
        {
            Assert.All(reference.Details.References(), mentioned => Assert.Contains((mentioned.Kind, mentioned.Id), known));
            known.Add((reference.Kind, reference.Id));
            Valid(reference.Details switch
            {
                ActorDetails actor => new ActorDetailsValidator(_time).Validate(actor),
                ConflictDetails conflict => new ConflictDetailsValidator(_time).Validate(conflict),
                LocationDetails location => new LocationDetailsValidator().Validate(location),
                SourceDetails source => new SourceDetailsValidator().Validate(source),
                DocumentDetails document => new DocumentDetailsValidator(_time).Validate(document),
                var other => throw new InvalidOperationException($"No validator for {other}."),
            });
        }

        Assert.All(
            record.Details.References().Concat(record.Claims.SelectMany(claim => claim.References())),
            mentioned => Assert.Contains((mentioned.Kind, mentioned.Id), known));
    }

    private static void Valid(FluentValidation.Results.ValidationResult result) => Assert.True(result.IsValid, result.ToString());

    private static string Cell(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private sealed class Noon : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);
    }
}

internal static class Rows
{
    /// <summary>The row with other cells.</summary>
    public static Dictionary<string, string> With(this IReadOnlyDictionary<string, string> row, params (string Column, string Cell)[] cells)
    {
        var changed = new Dictionary<string, string>(row);
        foreach (var (column, cell) in cells)
            changed[column] = cell;
        return changed;
    }

    public static Dictionary<string, string> Without(this IReadOnlyDictionary<string, string> row, params string[] columns) =>
        new(row.Where(cell => !columns.Contains(cell.Key)));
}
