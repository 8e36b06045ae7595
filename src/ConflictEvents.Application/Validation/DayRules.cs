using FluentValidation;

namespace ConflictEvents.Application.Validation;

/// <summary>Rules for days. None lies before 1900-01-01; most must not lie in the future, since nobody knows what happens there.</summary>
internal static class DayRules
{
    private static readonly DateOnly First = new(1900, 1, 1);

    public static IRuleBuilderOptionsConditions<T, DateOnly?> Day<T>(this IRuleBuilder<T, DateOnly?> rule) => rule.Fault((_, day) => Early(day));

    /// <inheritdoc cref="Day{T}(IRuleBuilder{T, DateOnly?})"/>
    public static IRuleBuilderOptionsConditions<T, DateOnly> Day<T>(this IRuleBuilder<T, DateOnly> rule) => rule.Fault((_, day) => Early(day));

    public static IRuleBuilderOptionsConditions<T, DateOnly?> PastDay<T>(this IRuleBuilder<T, DateOnly?> rule, TimeProvider time) =>
        rule.Fault((_, day) => Early(day) ?? Late(day, time));

    public static IRuleBuilderOptionsConditions<T, DateOnly> NotFuture<T>(this IRuleBuilder<T, DateOnly> rule, TimeProvider time) =>
        rule.Fault((_, day) => Late(day, time));

    private static string? Early(DateOnly? day) => day < First ? "Must not lie before 1900-01-01." : null;

    /// <summary>A day is in the future when it has begun nowhere on earth; it begins first where clocks are 14 hours ahead of UTC.</summary>
    private static string? Late(DateOnly? day, TimeProvider time) =>
        day > DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime.AddHours(14)) ? "Must not lie in the future." : null;
}
