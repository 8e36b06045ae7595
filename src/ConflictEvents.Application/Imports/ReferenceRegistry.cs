using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Imports;

/// <summary>
/// What rows can refer to: resources that exist already, told by whoever opens the registry, and those that earlier rows made necessary.
/// Every new resource has an id that follows from the name it is mentioned by, so that the next import arrives at the same one.
/// </summary>
/// <remarks>
/// Nothing is forgotten within a run, documents excepted: articles may be as many as rows. A document is therefore new in every batch that
/// mentions it; whoever creates what <see cref="TakeNew"/> returns leaves out the ids that a stream already has. Not for several threads.
/// </remarks>
public sealed class ReferenceRegistry
{
    private readonly Dictionary<(ResourceKind Kind, string Scheme, string Value), Guid> _byForeignId = [];
    private readonly Dictionary<string, Guid> _sources = [];
    private readonly Dictionary<(string? Country, string? Admin1, string Name), Guid> _places = [];
    private readonly HashSet<Guid> _documents = [];

    // Names as rows write them: folding one costs more than all else that a mention of it asks for.
    private readonly Dictionary<string, Guid> _sourcesAsWritten = [];
    private readonly Dictionary<(string? Country, string? Admin1, string Name), Guid> _placesAsWritten = [];

    // Names met since what is new was last taken, by which a location that stands may still take the place of a new one.
    private readonly List<((string? Country, string? Admin1, string Name) Written, (string? Country, string? Admin1, string Name) Key)> _placesMet = [];
    private List<NewReference> _new = [];

    /// <summary>What became new since it was last taken, each after everything it refers to.</summary>
    public IReadOnlyList<NewReference> New => _new;

    /// <summary>Tells of a resource that exists. The first that has a foreign id keeps it.</summary>
    public void Know(ResourceKind kind, string scheme, string value, Guid id) => _byForeignId.TryAdd((kind, scheme, value), id);

    /// <summary>Tells of a source that exists, once for each of its names.</summary>
    public void KnowSource(string name, Guid id) => _sources.TryAdd(NameOf(name), id);

    /// <summary>Tells of a location that exists, once for each of its names.</summary>
    /// <param name="country">ISO 3166-1 alpha-2.</param>
    /// <param name="admin1">Name of the first-order subdivision; null where it is not known, and for the subdivision itself.</param>
    public void KnowPlace(string? country, string? admin1, string name, Guid id) => _places.TryAdd(PlaceOf(country, admin1, name), id);

    public Guid? Find(ResourceKind kind, ForeignId key) =>
        _byForeignId.TryGetValue((kind, key.Scheme, key.Value), out var id) ? id : null;

    /// <returns>The id of what has the foreign id; of a new resource with these details when nothing has.</returns>
    /// <param name="details">Made only when it is new. May add what they refer to.</param>
    public Guid Add<TDetails>(ForeignId key, Func<TDetails> details)
        where TDetails : class, IDetailsOfKind
    {
        if (Find(TDetails.Kind, key) is { } known)
            return known;
        var id = NamedId.Of(Word(TDetails.Kind), key.Scheme, key.Value);
        _byForeignId.Add((TDetails.Kind, key.Scheme, key.Value), id);
        _new.Add(NewReference.Of(id, details()));
        return id;
    }

    /// <summary>A publisher of which only the name is known; names that differ in case, accents or punctuation alone are one.</summary>
    public Guid AddSource(string name, Func<SourceDetails> details)
    {
        if (_sourcesAsWritten.TryGetValue(name, out var met))
            return met;
        var key = NameOf(name);
        if (!_sources.TryGetValue(key, out var id))
        {
            id = NamedId.Of(Word(ResourceKind.Source), "name", key);
            _sources.Add(key, id);
            _new.Add(NewReference.Of(id, details()));
        }

        _sourcesAsWritten[name] = id;
        return id;
    }

    /// <summary>A location of which only the names are known: its own, that of its first-order subdivision, and the country.</summary>
    /// <inheritdoc cref="KnowPlace"/>
    public Guid AddPlace(string? country, string? admin1, string name, Func<LocationDetails> details)
    {
        if (_placesAsWritten.TryGetValue((country, admin1, name), out var met))
            return met;
        var key = PlaceOf(country, admin1, name);
        if (!_places.TryGetValue(key, out var id))
        {
            id = NamedId.Of(Word(ResourceKind.Location), key.Country, key.Admin1, key.Name);
            _places.Add(key, id);
            _new.Add(NewReference.Of(id, details()));
        }

        _placesAsWritten[(country, admin1, name)] = id;
        _placesMet.Add(((country, admin1, name), key));
        return id;
    }

    /// <summary>A location that is told by more than its names.</summary>
    /// <param name="id">That nobody knows yet.</param>
    public void AddLocation(Guid id, LocationDetails details) => _new.Add(NewReference.Of(id, details));

    /// <param name="name">What tells the document from every other.</param>
    public Guid AddDocument(ReadOnlySpan<string?> name, Func<DocumentDetails> details)
    {
        var id = NamedId.Of([Word(ResourceKind.Document), .. name]);
        AddDocument(id, details);
        return id;
    }

    /// <param name="id">As it was answered for the name of the document.</param>
    public void AddDocument(Guid id, Func<DocumentDetails> details)
    {
        if (_documents.Add(id))
            _new.Add(NewReference.Of(id, details()));
    }

    /// <param name="found">Locations that stand, by the ids of new ones whose place they take from now on.</param>
    /// <returns>What became new since the last call, each after everything it refers to.</returns>
    public IReadOnlyList<NewReference> TakeNew(IReadOnlyDictionary<Guid, Guid>? found = null)
    {
        var taken = found is { Count: > 0 } ? Replaced(found) : _new;
        _new = [];
        _documents.Clear();
        _placesMet.Clear();
        return taken;
    }

    private List<NewReference> Replaced(IReadOnlyDictionary<Guid, Guid> found)
    {
        foreach (var (written, key) in _placesMet)
        {
            if (found.TryGetValue(_places[key], out var standing))
                _places[key] = standing;
            _placesAsWritten[written] = _places[key];
        }

        return [.. _new.Where(reference => !found.ContainsKey(reference.Id)).Select(reference =>
            reference.Details is LocationDetails { ParentId: { } parent } details && found.TryGetValue(parent, out var standing)
                ? NewReference.Of(reference.Id, details with { ParentId = standing })
                : reference)];
    }

    private static string Word(ResourceKind kind) => kind.ToString().ToLowerInvariant();

    // A name of nothing but punctuation is its own key.
    private static string NameOf(string name) => NameKey.Folded(name) is { Length: > 0 } folded ? folded : name.Trim();

    private static (string? Country, string? Admin1, string Name) PlaceOf(string? country, string? admin1, string name) =>
        (country, admin1 is null ? null : NameOf(admin1), NameOf(name));
}
