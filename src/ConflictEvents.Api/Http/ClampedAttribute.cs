namespace ConflictEvents.Api.Http;

/// <summary>The greatest value of a parameter that makes a difference: a greater one is taken for it, not refused. For the OpenAPI document.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class ClampedAttribute(int maximum) : Attribute
{
    public int Maximum => maximum;
}
