namespace ConflictEvents.Api.Http;

/// <summary>
/// Marks a read whose answer follows from the request and from what the log holds, and from nothing else; see <see cref="ConditionalReads"/>.
/// </summary>
/// <param name="AndToday">What it answers without <c>asOf</c> or <c>release</c> depends on the day besides, by UTC.</param>
internal sealed record FollowsLog(bool AndToday);

internal static class FollowsLogExtensions
{
    /// <summary>Gives every answer of the endpoint an entity tag, and answers 304 while the log has not moved on.</summary>
    /// <inheritdoc cref="FollowsLog" path="/param"/>
    public static TBuilder FollowsLog<TBuilder>(this TBuilder builder, bool andToday = false)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new FollowsLog(andToday));
}
