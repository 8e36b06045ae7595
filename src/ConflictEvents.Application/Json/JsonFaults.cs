using ConflictEvents.Domain.Results;

namespace ConflictEvents.Application.Json;

/// <summary>What is wrong with a JSON text, member by member.</summary>
internal sealed class JsonFaults
{
    private const int Most = 50;

    private readonly List<(ErrorKind Kind, string Code, FieldError Field)> _faults = [];
    private int _found;

    public bool Any => _faults.Count > 0;

    /// <summary>True once so many were found that more would help nobody, those of one member that are told once included.</summary>
    public bool Enough => _found >= Most;

    public bool Malformed => _faults.Exists(f => f.Kind is ErrorKind.Malformed);

    /// <summary>The text, or its structure, is wrong.</summary>
    public void AddMalformed(string code, string path, string message) => Add(ErrorKind.Malformed, code, path, message);

    /// <summary>The structure is right, a value is not.</summary>
    public void AddInvalid(string path, string message) => Add(ErrorKind.Invalid, "invalid", path, message);

    /// <summary>One error that lists every fault; it is of the first kind if any fault is.</summary>
    public Error ToError()
    {
        var kind = Malformed ? ErrorKind.Malformed : ErrorKind.Invalid;
        var first = _faults.Find(f => f.Kind == kind);
        return new Error(kind, first.Code, first.Field.Path.Length == 0 ? first.Field.Message : $"{first.Field.Path}: {first.Field.Message}")
        {
            Fields = [.. _faults.Select(f => f.Field)],
        };
    }

    private void Add(ErrorKind kind, string code, string path, string message)
    {
        if (Enough)
            return;
        _found++;
        if (!_faults.Exists(f => f.Field.Path == path))
            _faults.Add((kind, code, new FieldError(path, message)));
    }
}
