namespace ConflictEvents.Api.Tests.ReferenceCase;

/// <summary>Where the resources of the Libya 2019 case are, under the names in which the tests speak of them.</summary>
internal static class Libya
{
    /// <summary>The attack on the training camp near Sabha.</summary>
    public const string Camp = "/v1/incidents/019a0000-0006-7000-8000-000000000001";

    /// <summary>The air strike near Zuwara.</summary>
    public const string Zuwara = "/v1/incidents/019a0000-0006-7000-8000-000000000002";

    /// <summary>The missile strike in the Sabaa district of Tripoli.</summary>
    public const string Sabaa = "/v1/incidents/019a0000-0006-7000-8000-000000000003";

    /// <summary>The fighting around a disused airport.</summary>
    public const string Airport = "/v1/incidents/019a0000-0006-7000-8000-000000000004";

    /// <summary>The fire on several districts of Tripoli.</summary>
    public const string Shelling = "/v1/incidents/019a0000-0006-7000-8000-000000000005";

    /// <summary>The capture of Sabha.</summary>
    public const string Capture = "/v1/incidents/019a0000-0006-7000-8000-000000000006";

    /// <summary>The second Libyan civil war.</summary>
    public const string War = "/v1/conflicts/019a0000-0005-7000-8000-000000000001";

    /// <summary>The Battle of Tripoli.</summary>
    public const string Battle = "/v1/conflicts/019a0000-0005-7000-8000-000000000002";

    public const string Lna = "/v1/actors/019a0000-0001-7000-8000-000000000001";

    public const string Gna = "/v1/actors/019a0000-0001-7000-8000-000000000002";

    public const string Isis = "/v1/actors/019a0000-0001-7000-8000-000000000003";

    public const string Haftar = "/v1/actors/019a0000-0001-7000-8000-000000000004";

    /// <summary>The militias on the side of the GNA.</summary>
    public const string Allied = "/v1/actors/019a0000-0001-7000-8000-000000000008";

    public const string Ministry = "/v1/sources/019a0000-0002-7000-8000-000000000009";

    public const string FieldMedicalCentre = "/v1/sources/019a0000-0002-7000-8000-000000000010";

    public const string DocumentA = "019a0000-0003-7000-8000-000000000001";

    public const string DocumentB = "019a0000-0003-7000-8000-000000000002";

    public const string DocumentC = "019a0000-0003-7000-8000-000000000003";

    /// <summary>WHO's own post of 17 April.</summary>
    public const string Post = "019a0000-0003-7000-8000-000000000007";

    /// <summary>The article that shows the post.</summary>
    public const string ArticleWithPost = "019a0000-0003-7000-8000-000000000008";

    /// <summary>The report of January 2019 on Sabha.</summary>
    public const string ReportOnSabha = "019a0000-0003-7000-8000-000000000012";

    public static string Claim(int number) => $"019a0000-0007-7000-8000-{number:D12}";
}
