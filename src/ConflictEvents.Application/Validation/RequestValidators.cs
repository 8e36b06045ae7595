using ConflictEvents.Application.Resources;
using FluentValidation;

namespace ConflictEvents.Application.Validation;

public sealed class NewResourceValidator : AbstractValidator<INewResource>
{
    public NewResourceValidator() => RuleFor(resource => resource.Id).Fault((_, id) => id == Guid.Empty ? "Must not be the nil UUID; leave it out to be given one." : null);
}

public sealed class CorrectionValidator : AbstractValidator<ICorrection>
{
    public CorrectionValidator() => RuleFor(correction => correction.Reason).Reason();
}

/// <summary>Claims that come with a new resource.</summary>
public sealed class NewClaimsValidator : AbstractValidator<IHasNewClaims>
{
    public NewClaimsValidator(TimeProvider time)
    {
        RuleFor(resource => resource.Claims).Bounded()
            .DistinctBy(claim => claim.Id == Guid.Empty ? (Guid?)null : claim.Id, nameof(Domain.Casualties.CasualtyClaim.Id));
        RuleForEach(resource => resource.Claims).SetValidator(new CasualtyClaimValidator(time));
    }
}

public sealed class NewIncidentValidator : AbstractValidator<NewIncident>
{
    public NewIncidentValidator(TimeProvider time)
    {
        Include(new NewResourceValidator());
        Include(new IncidentDetailsValidator(time));
        Include(new NewClaimsValidator(time));
    }
}

public sealed class IncidentCorrectionValidator : AbstractValidator<IncidentCorrection>
{
    public IncidentCorrectionValidator(TimeProvider time)
    {
        Include(new IncidentDetailsValidator(time));
        Include(new CorrectionValidator());
    }
}

public sealed class NewConflictValidator : AbstractValidator<NewConflict>
{
    public NewConflictValidator(TimeProvider time)
    {
        Include(new NewResourceValidator());
        Include(new ConflictDetailsValidator(time));
        Include(new NewClaimsValidator(time));
        RuleFor(conflict => conflict.ParentId).NotOwn();
    }
}

public sealed class ConflictCorrectionValidator : AbstractValidator<ConflictCorrection>
{
    public ConflictCorrectionValidator(TimeProvider time)
    {
        Include(new ConflictDetailsValidator(time));
        Include(new CorrectionValidator());
    }
}

public sealed class NewActorValidator : AbstractValidator<NewActor>
{
    public NewActorValidator(TimeProvider time)
    {
        Include(new NewResourceValidator());
        Include(new ActorDetailsValidator(time));
    }
}

public sealed class ActorCorrectionValidator : AbstractValidator<ActorCorrection>
{
    public ActorCorrectionValidator(TimeProvider time)
    {
        Include(new ActorDetailsValidator(time));
        Include(new CorrectionValidator());
    }
}

public sealed class NewLocationValidator : AbstractValidator<NewLocation>
{
    public NewLocationValidator()
    {
        Include(new NewResourceValidator());
        Include(new LocationDetailsValidator());
        RuleFor(location => location.ParentId).NotOwn();
    }
}

public sealed class LocationCorrectionValidator : AbstractValidator<LocationCorrection>
{
    public LocationCorrectionValidator()
    {
        Include(new LocationDetailsValidator());
        Include(new CorrectionValidator());
    }
}

public sealed class NewSourceValidator : AbstractValidator<NewSource>
{
    public NewSourceValidator()
    {
        Include(new NewResourceValidator());
        Include(new SourceDetailsValidator());
        RuleFor(source => source.SyndicatedFromId).NotOwn();
    }
}

public sealed class SourceCorrectionValidator : AbstractValidator<SourceCorrection>
{
    public SourceCorrectionValidator()
    {
        Include(new SourceDetailsValidator());
        Include(new CorrectionValidator());
    }
}

public sealed class NewDocumentValidator : AbstractValidator<NewDocument>
{
    public NewDocumentValidator(TimeProvider time)
    {
        Include(new NewResourceValidator());
        Include(new DocumentDetailsValidator(time));
    }
}

public sealed class DocumentCorrectionValidator : AbstractValidator<DocumentCorrection>
{
    public DocumentCorrectionValidator(TimeProvider time)
    {
        Include(new DocumentDetailsValidator(time));
        Include(new CorrectionValidator());
    }
}

internal static class OwnIdRule
{
    /// <summary>For a resource that is above the new one; for one that stands already, the handler sees longer circles too.</summary>
    public static void NotOwn<T>(this IRuleBuilder<T, Guid?> rule)
        where T : INewResource => rule.Fault((resource, above) => above is not null && above == resource.Id ? "Must be another one: nothing stands above itself." : null);
}
