using System.Globalization;

namespace ConflictEvents.Benchmarks.Measuring;

/// <summary>What a figure is to reach.</summary>
/// <param name="AtLeast">Else the figure must stay below the limit.</param>
internal readonly record struct Target(bool AtLeast, double Limit)
{
    public static Target Reach(double limit) => new(true, limit);

    public static Target Below(double limit) => new(false, limit);

    public bool IsMet(double figure) => AtLeast ? figure >= Limit : figure < Limit;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(AtLeast ? ">=" : "<")}{Limit:0.##}");
}

/// <summary>One line of the result.</summary>
/// <param name="Figure">Null where it could not be measured.</param>
/// <param name="Detail">What it was measured by, or why it could not be.</param>
internal sealed record Outcome(string Name, double? Figure, Target Target, string Detail)
{
    public string Verdict => Figure is not { } figure ? "failed" : Target.IsMet(figure) ? "ok" : "short";

    public string Number => Figure is { } figure ? string.Create(CultureInfo.InvariantCulture, $"{figure:0.00}") : "";

    /// <summary>As a program reads it: <c>NAME RATIO TARGET ok|short</c>, or <c>NAME failed</c>.</summary>
    public override string ToString() => Figure is null ? $"{Name} failed" : $"{Name} {Number} {Target} {Verdict}";
}
