using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Imports;

/// <summary>
/// What rows refer to. Every resource that is mentioned for the first time is new, with an id that follows from the name it is mentioned by, so
/// that the next import arrives at the same one; whether it stands, here and under that id or another, is for the owner of the registry to
/// find out and to tell.
/// </summary>
/// <remarks>
/// It may forget everything at any time, for what is mentioned after that is new once more: whoever creates what <see cref="TakeNew"/> returns
/// leaves out the ids that a stream already has. Documents are forgotten whenever what is new is taken: articles may be as many as rows.
/// Not for several threads.
/// </remarks>
public sealed class ReferenceRegistry
{
    // Of some hundred bytes each. The names of a usual dataset are fewer.
    private const int Most = 50_000;

    private readonly Dictionary<Mention, Guid> _ids = [];
    private readonly HashSet<Guid> _documents = [];

    // Names as rows write them: folding one costs more than all else that a mention of it asks for.
    private readonly Dictionary<string, string> _folded = [];

    private List<NewReference> _new = [];

    /// <summary>What became new since it was last taken, each after everything it refers to.</summary>
    public IReadOnlyList<NewReference> New => _new;

    /// <summary>Whether it holds as much as may be, and is to be emptied.</summary>
    public bool IsFull => _ids.Count + _folded.Count >= Most;

    /// <summary>Tells of a resource that exists. The first that is mentioned so keeps it.</summary>
    public void Know(Mention mention, Guid id) => _ids.TryAdd(mention, id);

    /// <summary>
    /// Tells which resources are meant by what became new since it was last taken. All of that is then to be mentioned once more: it may not
    /// have become new, or have become otherwise, with those known.
    /// </summary>
    /// <param name="found">The ids of resources that exist, by those of the new ones in whose place they stand.</param>
    public void Know(IReadOnlyDictionary<Guid, Guid> found)
    {
        foreach (var reference in TakeNew())
        {
            if (reference.Mention is not { } mention)
                continue;
            if (found.TryGetValue(reference.Id, out var standing))
                _ids[mention] = standing;
            else
                _ids.Remove(mention);
        }
    }

    /// <returns>The id of what has the foreign id; of a new resource with these details when nothing has.</returns>
    /// <param name="details">Made only when it is new. May add what they refer to.</param>
    public Guid Add<TDetails>(ForeignId key, Func<TDetails> details)
        where TDetails : class, IDetailsOfKind => Add(new Mention(TDetails.Kind, key.Scheme, key.Value), details);

    /// <summary>A publisher of which only the name is known; names that differ in case, accents or punctuation alone are one.</summary>
    public Guid AddSource(string name, Func<SourceDetails> details) => Add(new Mention(ResourceKind.Source, null, Folded(name)), details);

    /// <summary>A location of which only the names are known: its own, that of its first-order subdivision, and the country.</summary>
    /// <param name="country">ISO 3166-1 alpha-2.</param>
    /// <param name="admin1">Name of the first-order subdivision; null where it is not known, and for the subdivision itself.</param>
    public Guid AddPlace(string? country, string? admin1, string name, Func<LocationDetails> details) =>
        Add(new Mention(ResourceKind.Location, null, Folded(name), country, admin1 is null ? null : Folded(admin1)), details);

    /// <summary>A location that is told by more than its names.</summary>
    /// <param name="id">That nobody knows yet.</param>
    public void AddLocation(Guid id, LocationDetails details) => _new.Add(NewReference.Of(id, details));

    /// <param name="name">What tells the document from every other.</param>
    public Guid AddDocument(ReadOnlySpan<string?> name, Func<DocumentDetails> details)
    {
        var id = NamedId.Of([Mention.Word(ResourceKind.Document), .. name]);
        AddDocument(id, details);
        return id;
    }

    /// <param name="id">As it was answered for the name of the document.</param>
    public void AddDocument(Guid id, Func<DocumentDetails> details)
    {
        if (_documents.Add(id))
            _new.Add(NewReference.Of(id, details()));
    }

    /// <returns>What became new since the last call, each after everything it refers to.</returns>
    public IReadOnlyList<NewReference> TakeNew()
    {
        var taken = _new;
        _new = [];
        _documents.Clear();
        return taken;
    }

    /// <summary>Begins anew.</summary>
    public void Forget()
    {
        TakeNew();
        _ids.Clear();
        _folded.Clear();
    }

    private Guid Add<TDetails>(Mention mention, Func<TDetails> details)
        where TDetails : class, IDetailsOfKind
    {
        if (_ids.TryGetValue(mention, out var known))
            return known;
        var id = mention.Id;
        _ids.Add(mention, id);
        _new.Add(NewReference.Of(id, details()) with { Mention = mention });
        return id;
    }

    private string Folded(string name)
    {
        if (!_folded.TryGetValue(name, out var folded))
            _folded.Add(name, folded = Mention.Folded(name));
        return folded;
    }
}
