using System.Text.Json;
using System.Text.Json.Nodes;
using ConflictEvents.Application.Claims.AddClaim;
using ConflictEvents.Application.Claims.RankClaim;
using ConflictEvents.Application.Incidents.VerifyIncident;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Resources;
using ConflictEvents.Application.Resources.ReinstateResource;
using ConflictEvents.Application.Resources.RetractResource;
using ConflictEvents.Application.Tests.Samples;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Tests.Validation;

/// <summary>What clients send: the details of a resource, which have tables of their own, and what goes with them.</summary>
public sealed class RequestValidatorTests
{
    /// <summary>What records and corrects a kind, its valid details, and a list among them that must not be empty.</summary>
    public static readonly TheoryData<Type, Type, IDetails, string> Kinds = new()
    {
        { typeof(NewIncident), typeof(IncidentCorrection), Valid.Incident, "citations" },
        { typeof(NewConflict), typeof(ConflictCorrection), Valid.Conflict, "names" },
        { typeof(NewActor), typeof(ActorCorrection), Valid.Actor, "names" },
        { typeof(NewLocation), typeof(LocationCorrection), Valid.Location, "names" },
        { typeof(NewSource), typeof(SourceCorrection), Valid.Source, "names" },
        { typeof(NewDocument), typeof(DocumentCorrection), Valid.Document, "title" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_new_resource_has_valid_details_and_an_id_that_tells_it_apart(Type recorded, Type corrected, IDetails details, string member)
    {
        Assert.NotEqual(recorded, corrected);
        Assert.Empty(await Faults.Of(Body(recorded, details)));
        Assert.Empty(await Faults.Of(Body(recorded, details, ("id", Valid.Id.ToString()))));
        Assert.Equal(["id"], await Faults.Paths(Body(recorded, details, ("id", Guid.Empty.ToString()))));
        Assert.Equal([member], await Faults.Paths(Body(recorded, details, (member, Empty(member)))));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_correction_has_valid_details_and_a_reason(Type recorded, Type corrected, IDetails details, string member)
    {
        Assert.NotEqual(recorded, corrected);
        Assert.Empty(await Faults.Of(Body(corrected, details, ("reason", new string('a', 1_000)))));
        Assert.Equal(["reason"], await Faults.Paths(Body(corrected, details, ("reason", " "))));
        Assert.Equal(["reason"], await Faults.Paths(Body(corrected, details, ("reason", new string('a', 1_001)))));
        Assert.Equal([member], await Faults.Paths(Body(corrected, details, ("reason", "A mistake."), (member, Empty(member)))));
    }

    [Theory]
    [InlineData(typeof(NewConflict), "parentId")]
    [InlineData(typeof(NewLocation), "parentId")]
    [InlineData(typeof(NewSource), "syndicatedFromId")]
    public async Task Nothing_new_stands_above_itself(Type recorded, string member)
    {
        IDetails details = recorded == typeof(NewConflict) ? Valid.Conflict : recorded == typeof(NewLocation) ? Valid.Location : Valid.Source;

        Assert.Equal([member], await Faults.Paths(Body(recorded, details, ("id", Valid.Id.ToString()), (member, Valid.Id.ToString()))));
        Assert.Empty(await Faults.Of(Body(recorded, details, (member, null))));
    }

    [Fact]
    public async Task The_claims_of_a_new_resource_are_valid_each_with_an_id_of_its_own()
    {
        var nameless = Valid.Claim with { Id = Guid.Empty };
        var incident = (NewIncident)Body(typeof(NewIncident), Valid.Incident);
        var conflict = (NewConflict)Body(typeof(NewConflict), Valid.Conflict);

        Assert.Empty(await Faults.Of(conflict with { Claims = [Valid.Claim, nameless, nameless] }));
        Assert.Equal(["claims[2].id"], await Faults.Paths(conflict with { Claims = [Valid.Claim, nameless, Valid.Claim] }));
        Assert.Equal(["claims[1].number"], await Faults.Paths(conflict with { Claims = [Valid.Claim, nameless with { Number = -1 }] }));
        Assert.Equal(["claims[0].citations[0].paragraph"], await Faults.Paths(incident with { Claims = [Valid.Claim with { Citations = [Valid.Citation with { Paragraph = 0 }] }] }));
        Assert.Equal(["claims"], await Faults.Paths(incident with { Claims = [.. Enumerable.Repeat(nameless, 201)] }));
    }

    [Fact]
    public async Task What_is_withdrawn_ranked_or_judged_needs_a_reason()
    {
        Assert.Empty(await Faults.Of(new Retraction { Reason = "Recorded twice." }));
        Assert.Equal(["reason"], await Faults.Paths(new Retraction { Reason = "" }));
        Assert.Empty(await Faults.Of(new Reinstatement { Reason = "It happened after all." }));
        Assert.Equal(["reason"], await Faults.Paths(new Reinstatement { Reason = " " }));

        Assert.Empty(await Faults.Of(new Ranking { Rank = ClaimRank.Normal, Reason = "Both are as good." }));
        Assert.Equal(["rank", "reason"], await Faults.Paths(new Ranking { Rank = (ClaimRank)99, Reason = new string('a', 1_001) }));

        Assert.Empty(await Faults.Of(new Judgement { Status = VerificationStatus.Confirmed, Rationale = "Two\nlines." }));
        Assert.Equal(["status", "rationale"], await Faults.Paths(new Judgement { Status = (VerificationStatus)99, Rationale = "\u200B" }));
    }

    [Fact]
    public async Task Every_request_of_the_sample_is_valid()
    {
        var steps = SampleStep.ReadAll("libya-2019");

        Assert.NotEmpty(steps);
        foreach (var (file, step) in steps)
        {
            var body = step.Body.Deserialize(BodyOf(step.Request), JsonContract.Options)!;
            await Expect.None($"{file}: {step.Request}: {body}", body);
        }
    }

    private static Type BodyOf(string request) => request.Split([' ', '/'], StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["POST", "v1", _, _, "claims"] => typeof(NewClaim),
        ["POST", "v1", _, _, "claims", _, "rank"] => typeof(Ranking),
        ["POST", "v1", "incidents", _, "verification"] => typeof(Judgement),
        ["POST", "v1", var kind] => Kind(kind, "New"),
        ["PUT", "v1", var kind, _] => Kind(kind, "Correction"),
        _ => throw new NotSupportedException(request),
    };

    private static Type Kind(string plural, string form)
    {
        var word = $"{char.ToUpperInvariant(plural[0])}{plural[1..^1]}";
        var name = form is "New" ? $"{form}{word}" : $"{word}{form}";
        return typeof(INewResource).Assembly.GetType($"{typeof(INewResource).Namespace}.{name}", throwOnError: true)!;
    }

    private static object Body(Type type, IDetails details, params (string Member, JsonNode? Value)[] members)
    {
        var body = JsonSerializer.SerializeToNode(details, details.GetType(), JsonContract.Options)!.AsObject();
        foreach (var (member, value) in members)
            body[member] = value;
        return body.Deserialize(type, JsonContract.Options)!;
    }

    private static JsonNode Empty(string member) => member is "title" ? "" : new JsonArray();
}
