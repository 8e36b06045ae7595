using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Releases.CreateRelease;
using ConflictEvents.Domain.Results;

namespace ConflictEvents.Application.Releases;

/// <summary>A state of knowledge that was given a name, so that it can be cited and read for ever.</summary>
/// <param name="Name">What <c>release</c> takes on every read.</param>
/// <param name="Title">What a reference list calls it.</param>
/// <param name="Authors">Who answers for it, as a reference list names them; empty where nobody is named.</param>
/// <param name="Notes">What is to be known of it; null where nothing was said.</param>
/// <param name="Citation">How it is to be cited, in one line.</param>
/// <param name="AsOf">The time whose state of knowledge it is, UTC.</param>
/// <param name="Position">Of the last event that it holds; opaque. The header <c>As-Of-Position</c> of every answer that is read from it.</param>
/// <param name="Checksum">SHA-256 over everything that was recorded up to then, in hexadecimal: the hash of the log's chain at that position.</param>
/// <param name="CreatedAt">When it was named, UTC.</param>
/// <param name="CreatedBy">The name of the key that authorised it.</param>
public sealed record Release(
    string Name,
    string Title,
    IReadOnlyList<string> Authors,
    string? Notes,
    string Citation,
    DateTimeOffset AsOf,
    string Position,
    string Checksum,
    DateTimeOffset CreatedAt,
    string CreatedBy);

/// <summary>Keeps releases beside the log. None is ever altered or taken back.</summary>
public interface IReleases
{
    /// <returns>All of them, the newest first.</returns>
    Task<IReadOnlyList<Release>> All(CancellationToken cancellationToken);

    Task<Release?> Find(ReleaseName name, CancellationToken cancellationToken);

    /// <summary>Names a state of knowledge.</summary>
    /// <param name="moment">The one that is named; now is where the log ends while no commit is under way.</param>
    /// <param name="author">The name of the key that authorises it.</param>
    /// <returns>
    /// The release, and whether it is new: the same request made again is answered with what it made before. An error where the name stands for
    /// another one, or where nothing was recorded at the moment.
    /// </returns>
    Task<Result<CreatedRelease>> Add(NewRelease release, Moment moment, string author, CancellationToken cancellationToken);
}
