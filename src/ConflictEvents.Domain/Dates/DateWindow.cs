namespace ConflictEvents.Domain.Dates;

/// <summary>How finely a date is known; UCDP <c>date_prec</c> 1-5 and ACLED <c>time_precision</c> 1-3 both map on to it.</summary>
public enum DatePrecision
{
    Day,

    /// <summary>Two to six days.</summary>
    Days,
    Week,
    Month,
    Year,
}

/// <summary>The days within which something happened.</summary>
public sealed record DateWindow
{
    /// <summary>First possible day, inclusive.</summary>
    public required DateOnly Earliest { get; init; }

    /// <summary>Last possible day, inclusive; equal to the first for an event whose day is known.</summary>
    public required DateOnly Latest { get; init; }

    /// <summary>How finely the date is known.</summary>
    public DatePrecision Precision { get; init; }

    /// <summary>The words of the source where it was vague ("on Friday"); null where it gave a date.</summary>
    public string? Wording { get; init; }

    /// <summary>True when the window was worked out from elsewhere, such as the date of publication.</summary>
    public bool Inferred { get; init; }
}
