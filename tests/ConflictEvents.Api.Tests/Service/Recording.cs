using System.Globalization;
using System.Text.Json.Nodes;

namespace ConflictEvents.Api.Tests.Service;

/// <summary>Records and corrects what must be accepted.</summary>
internal static class Recording
{
    public static async Task<Guid> Record(this TestService service, string plural, JsonObject body)
    {
        var answer = await service.Writer.Post($"/v1/{plural}", body);
        Assert.True(answer.Status == 201, $"POST {plural} answered {answer.Status}: {answer.Body}");
        return Guid.Parse(answer.Body!["id"]!.GetValue<string>());
    }

    public static async Task<JsonAnswer> Correct(this TestService service, string plural, Guid id, JsonObject body, string ifMatch = "*")
    {
        var answer = await service.Writer.Send(HttpMethod.Put, $"/v1/{plural}/{id}", body.Because("The test asks for it."), ifMatch);
        Assert.True(answer.Status == 200, $"PUT {plural} answered {answer.Status}: {answer.Body}");
        return answer;
    }

    public static async Task<JsonAnswer> Retract(this TestService service, string plural, Guid id)
    {
        var answer = await service.Writer.Send(HttpMethod.Post, $"/v1/{plural}/{id}/retraction", new { reason = "The test asks for it." }, "*");
        Assert.True(answer.Status == 200, $"Retracting {plural} answered {answer.Status}: {answer.Body}");
        return answer;
    }

    public static async Task<JsonAnswer> Reinstate(this TestService service, string plural, Guid id)
    {
        var answer = await service.Writer.Send(HttpMethod.Post, $"/v1/{plural}/{id}/reinstatement", new { reason = "The test asks for it." }, "*");
        Assert.True(answer.Status == 200, $"Reinstating {plural} answered {answer.Status}: {answer.Body}");
        return answer;
    }

    /// <summary>When the version that the answer shows was recorded.</summary>
    public static DateTimeOffset UpdatedAt(this JsonNode resource) => resource["updatedAt"]!.GetValue<DateTimeOffset>();

    /// <summary>As <c>asOf</c> takes it.</summary>
    public static string Text(this DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
