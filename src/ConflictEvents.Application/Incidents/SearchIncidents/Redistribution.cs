namespace ConflictEvents.Application.Incidents.SearchIncidents;

/// <summary>Which incidents are meant by what their licence allows.</summary>
public enum Redistribution
{
    /// <summary>Those alone that may be passed on to others.</summary>
    True,

    /// <summary>Those as well that may not.</summary>
    Any,
}
