namespace ConflictEvents.Application.Tests.Validation;

internal static class Expect
{
    /// <summary>The body has one fault, at the path, told in a sentence.</summary>
    public static async Task Fault(string what, object body, string path)
    {
        var faults = await Faults.Of(body);

        Assert.True(faults.Count == 1, $"{what}: {string.Join("; ", faults)}");
        Assert.Equal(path, faults[0].Path);
        Assert.Matches(@"^[A-Z][^{}]*\.$", faults[0].Message);
    }

    public static async Task None(string what, object body)
    {
        var faults = await Faults.Of(body);

        Assert.True(faults.Count == 0, $"{what}: {string.Join("; ", faults)}");
    }
}
