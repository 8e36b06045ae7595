using ConflictEvents.Domain.Results;

namespace ConflictEvents.Application.Imports.Reading;

/// <summary>The records of a file, in one of the forms that it can have.</summary>
internal interface IRecords
{
    /// <summary>Why the records end before the file does; null while they do not, and where the file itself cannot be read on.</summary>
    Error? Fault { get; }

    Task<Result<DatasetHeader>> Header(CancellationToken cancellationToken);

    /// <returns>False when more of the file is needed, or there is none.</returns>
    bool TryRead(out ReadRow row);

    /// <summary>Reads more of the file.</summary>
    /// <returns>False when everything has been read.</returns>
    ValueTask<bool> Advance(CancellationToken cancellationToken);
}
