using System.Text.Json;
using ConflictEvents.Domain.Results;
using FluentValidation.Results;

namespace ConflictEvents.Application.Validation;

internal static class ValidationErrors
{
    private const int MostFaults = 50;

    /// <param name="failures">At least one.</param>
    public static Error ToError(this IReadOnlyList<ValidationFailure> failures)
    {
        var fields = failures.Select(f => new FieldError(Path(f.PropertyName), f.ErrorMessage)).Distinct().Take(MostFaults).ToList();
        return new Error(ErrorKind.Invalid, "invalid", $"{fields[0].Path}: {fields[0].Message}")
        {
            Fields = fields,
        };
    }

    /// <summary><c>Claims[0].Number</c> becomes <c>claims[0].number</c>, as it stands in JSON.</summary>
    private static string Path(string propertyName) => string.Join('.', propertyName.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
