using System.Text.Json;
using ConflictEvents.Application.Imports.RequestImport;
using ConflictEvents.Application.Incidents.VerifyIncident;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Validation;
using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Merging;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;
using FluentValidation;
using FluentValidation.Results;

namespace ConflictEvents.Application.Imports.Events;

/// <summary>The rules that requests are held against, for events that were decided elsewhere.</summary>
public sealed class EventRules(TimeProvider time)
{
    private readonly EventLineValidator _line = new();
    private readonly CasualtyClaimValidator _claim = new(time);
    private readonly JudgementValidator _judgement = new();
    private readonly ImportOriginValidator _origin = new();
    private readonly RetractedValidator _retracted = new();
    private readonly ClaimEntryValidator _entry = new(time);

    private readonly Dictionary<Type, IValidator> _details = new()
    {
        [typeof(IncidentDetails)] = new IncidentDetailsValidator(time),
        [typeof(ConflictDetails)] = new ConflictDetailsValidator(time),
        [typeof(ActorDetails)] = new ActorDetailsValidator(time),
        [typeof(LocationDetails)] = new LocationDetailsValidator(),
        [typeof(SourceDetails)] = new SourceDetailsValidator(),
        [typeof(DocumentDetails)] = new DocumentDetailsValidator(time),
    };

    /// <param name="body">What the body of the line was read as.</param>
    /// <returns>What is wrong, by members of the line; null when nothing is.</returns>
    public Error? Fault(EventLine line, DomainEvent body)
    {
        var failures = _line.Validate(line).Errors;
        if (ChangesSomething(line, body) && line.Reason is null)
            failures.Add(new ValidationFailure(nameof(EventLine.Reason), "Must be given where something earlier is changed."));
        var (under, found) = Check(line, body);
        failures.AddRange(found.Select(failure => new ValidationFailure(string.Join('.', new[] { nameof(EventLine.Body), under, failure.PropertyName }.Where(name => name.Length > 0)), failure.ErrorMessage)));
        return failures.Count == 0 ? null : failures.ToError();
    }

    private static bool ChangesSomething(EventLine line, DomainEvent body) => body switch
    {
        IStatesDetails => line.Version > 1,
        ClaimAdded { Claim.Supersedes: var old } => old is not null,
        Imported => false,
        _ => true,
    };

    /// <returns>What is wrong, and the member of the body under which it stands; empty for the body itself.</returns>
    private (string Under, IReadOnlyList<ValidationFailure> Failures) Check(EventLine line, DomainEvent body) => body switch
    {
        IStatesDetails { Details: var details } =>
            (nameof(IStatesDetails.Details), _details[details.GetType()].Validate(new ValidationContext<object>(details)).Errors),
        ClaimAdded { Claim: { Id: var id } claim } => (nameof(ClaimAdded.Claim), id == Guid.Empty
            ? [new ValidationFailure(nameof(CasualtyClaim.Id), "Must be given, and not be the nil UUID.")]
            : _claim.Validate(InOrder(claim)).Errors),
        VerificationSet { Verification: { Rationale: { } rationale, Status: var status } } =>
            (nameof(VerificationSet.Verification), _judgement.Validate(new Judgement { Status = status, Rationale = rationale }).Errors),
        VerificationSet =>
            (nameof(VerificationSet.Verification), [new ValidationFailure(nameof(Verification.Rationale), "Must be given.")]),
        IErasure erasure => ("", [.. Check(erasure, line)]),
        Imported { Origin: var origin } => (nameof(Imported.Origin), _origin.Validate(origin).Errors),
        Retracted retracted => ("", _retracted.Validate(retracted).Errors),

        // All else of it is held against the incident that it comes from, which stood up to the rules before.
        Absorbed<MovedIncident> { Moved: var moved } => (nameof(Absorbed<>.Moved), [.. moved.Claims.SelectMany(entry => _entry.Validate(entry).Errors)]),
        _ => ("", []),
    };

    private static IEnumerable<ValidationFailure> Check(IErasure erasure, EventLine line)
    {
        if (FaultOf(erasure.Remains, isLeft: line.Kind is not ResourceKind.Incident) is { } fault)
            yield return new ValidationFailure(nameof(IErasure.Remains), fault);
        var after = 0;
        foreach (var (i, (until, remains)) in erasure.Earlier.Index())
        {
            if (FaultOf(remains, isLeft: true) is { } earlierFault)
                yield return new ValidationFailure($"{nameof(Erased<>.Before)}[{i}].{nameof(Remainder<>.Remains)}", earlierFault);
            if (until <= after)
                yield return new ValidationFailure($"{nameof(Erased<>.Before)}[{i}].{nameof(Remainder<>.Until)}", "Must be a version after the one before it.");
            after = until;
        }
    }

    private static string? FaultOf(IDetails? remains, bool isLeft) =>
        remains is null ? (isLeft ? "Must be given: others may rest on it." : null)
        : remains is IDetailsOfKind details && (details.Remains(details) is not { } left || Json(left) != Json(details)) ? "Holds more than an erasure leaves."
        : null;

    private static string Json(IDetailsOfKind details) => JsonSerializer.Serialize(details, details.GetType(), JsonContract.Options);

    /// <summary>The figure of a dataset is kept as the dataset states it, low, best and high in whatever order.</summary>
    private static CasualtyClaim InOrder(CasualtyClaim claim)
    {
        if (!ClaimInterval.IsIrregular(claim) || claim.Citations.All(citation => citation.Record is null))
            return claim;
        int?[] stated = [claim.Low, claim.Best, claim.High];
        Array.Sort(stated);
        return claim.Best is null ? claim with { Low = claim.High, High = claim.Low } : claim with { Low = stated[0], Best = stated[1], High = stated[2] };
    }
}

public sealed class EventLineValidator : AbstractValidator<EventLine>
{
    public EventLineValidator()
    {
        RuleFor(line => line.Id).Fault((_, id) => id == Guid.Empty ? "Must not be the nil UUID." : null);
        RuleFor(line => line.Version).Fault((_, version) => version < 1 ? "Must be 1 or more." : null);
        RuleFor(line => line.Reason).Reason();
    }
}

public sealed class RetractedValidator : AbstractValidator<Retracted>
{
    public RetractedValidator() => RuleFor(retracted => retracted.AbsentFrom).Scheme();
}

public sealed class ClaimEntryValidator : AbstractValidator<ClaimEntry>
{
    private const int NameLength = 200;

    public ClaimEntryValidator(TimeProvider time)
    {
        RuleFor(entry => entry.RecordedBy).Label(NameLength);
        RuleFor(entry => entry.RecordedAt).Fault((_, at) => at > time.GetUtcNow() ? "Must not be in the future." : null);
    }
}

public sealed class ImportOriginValidator : AbstractValidator<ImportOrigin>
{
    public const int IdLength = 200;
    private const int LicenceLength = 200;

    public ImportOriginValidator()
    {
        RuleFor(origin => origin.Dataset).Scheme()
            .Fault((_, dataset) => dataset == ImportOrigin.Local ? $"Must be a dataset; {ImportOrigin.Local} stands for none." : null);
        RuleFor(origin => origin.DatasetVersion).Fault((_, version) => version is null || ImportRequest.IsVersion(version) ? null : "Is none that a dataset can have.");
        RuleFor(origin => origin.ExternalId).Label(IdLength);
        RuleFor(origin => origin.Licence).Label(LicenceLength);
        RuleFor(origin => origin.ContentHash).Sha256();
    }
}
