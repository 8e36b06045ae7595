namespace ConflictEvents.Benchmarks.Generating;

/// <summary>Ranks of which the first are drawn most: rank k with a weight of 1 / k^s.</summary>
internal sealed class Zipf
{
    private readonly double[] _cumulative;

    public Zipf(int count, double exponent = 1)
    {
        _cumulative = new double[count];
        var sum = 0.0;
        for (var i = 0; i < count; i++)
            _cumulative[i] = sum += Math.Pow(i + 1, -exponent);
    }

    public int Count => _cumulative.Length;

    /// <returns>The share of a rank, counted from 0, in all draws.</returns>
    public double Share(int rank) => (_cumulative[rank] - (rank == 0 ? 0 : _cumulative[rank - 1])) / _cumulative[^1];

    /// <returns>A rank, counted from 0.</returns>
    public int Draw(Random random)
    {
        var found = Array.BinarySearch(_cumulative, random.NextDouble() * _cumulative[^1]);
        return Math.Min(found < 0 ? ~found : found, _cumulative.Length - 1);
    }
}
