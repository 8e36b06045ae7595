namespace ConflictEvents.Application.Keys;

/// <summary>What a key allows.</summary>
public enum Scope
{
    /// <summary>Reading, where the service is not open to anonymous readers.</summary>
    Read,

    /// <summary>Recording, correcting and retracting resources and claims, and reinstating resources.</summary>
    Write,

    /// <summary>Loading whole datasets.</summary>
    Import,

    /// <summary>Seeing what is withheld from others, and ranking and verifying as an editor.</summary>
    Review,

    /// <summary>Everything, and giving out keys.</summary>
    Admin,
}

public static class ScopeExtensions
{
    /// <summary>True when the scopes contain this one, or <see cref="Scope.Admin"/>, which implies every other.</summary>
    public static bool Allow(this IEnumerable<Scope> scopes, Scope scope) => scopes.Any(s => s == scope || s is Scope.Admin);
}
