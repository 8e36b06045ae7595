namespace ConflictEvents.Application.Incidents.SearchIncidents.Areas;

/// <summary>Where the edges of a polygon meet that must not. Edges are counted from 0 by the positions they begin at.</summary>
internal sealed record RingCrossing(int Ring, int Edge, int OtherRing, int OtherEdge);

/// <summary>
/// Holds a polygon against the rules that give it an inside: a ring neither crosses nor touches itself, and the rings do not cross each other.
/// Edges are compared only where they overlap in longitude.
/// </summary>
internal static class RingCrossings
{
    /// <returns>One of those there are; null for a sound polygon.</returns>
    public static RingCrossing? Find(IReadOnlyList<AreaRing> rings)
    {
        var edges = rings.SelectMany((ring, r) => Enumerable.Range(0, ring.Positions.Count - 1)
            .Select(e => new Edge(r, e, ring.Positions.Count - 1, ring.Positions[e], ring.Positions[e + 1]))).OrderBy(edge => edge.West).ToArray();
        for (var i = 0; i < edges.Length; i++)
        {
            for (var j = i + 1; j < edges.Length && edges[j].West <= edges[i].East; j++)
            {
                if (edges[i].South <= edges[j].North && edges[j].South <= edges[i].North && Clash(edges[i], edges[j]))
                    return new RingCrossing(edges[j].Ring, edges[j].Number, edges[i].Ring, edges[i].Number);
            }
        }

        return null;
    }

    private static bool Clash(Edge one, Edge other)
    {
        if (one.Ring != other.Ring)
            return Cross(one, other);
        if (one.IsFollowedBy(other))
            return TurnsBack(one, other);
        return other.IsFollowedBy(one) ? TurnsBack(other, one) : Meet(one, other);
    }

    private static bool Cross(Edge one, Edge other) =>
        one.Side(other.Start) * one.Side(other.End) < 0 && other.Side(one.Start) * other.Side(one.End) < 0;

    /// <summary>Their boxes are known to overlap; so where all lies on one line they meet.</summary>
    private static bool Meet(Edge one, Edge other) =>
        one.Side(other.Start) * one.Side(other.End) <= 0 && other.Side(one.Start) * other.Side(one.End) <= 0;

    private static bool TurnsBack(Edge one, Edge next) =>
        one.Side(next.End) == 0
        && ((one.End.Longitude - one.Start.Longitude) * (next.End.Longitude - next.Start.Longitude))
            + ((one.End.Latitude - one.Start.Latitude) * (next.End.Latitude - next.Start.Latitude)) < 0;

    /// <param name="Count">How many edges the ring has.</param>
    private sealed record Edge(int Ring, int Number, int Count, AreaPosition Start, AreaPosition End)
    {
        public double West { get; } = Math.Min(Start.Longitude, End.Longitude);

        public double East { get; } = Math.Max(Start.Longitude, End.Longitude);

        public double South { get; } = Math.Min(Start.Latitude, End.Latitude);

        public double North { get; } = Math.Max(Start.Latitude, End.Latitude);

        public bool IsFollowedBy(Edge other) => other.Number == (Number + 1) % Count;

        /// <returns>1 for a point to the left of the edge's line, -1 to its right, 0 on it.</returns>
        public int Side(AreaPosition point) => Math.Sign(
            ((End.Longitude - Start.Longitude) * (point.Latitude - Start.Latitude)) - ((End.Latitude - Start.Latitude) * (point.Longitude - Start.Longitude)));
    }
}
