using FluentValidation;
using FluentValidation.Results;
using static System.FormattableString;

namespace ConflictEvents.Application.Validation;

/// <summary>Rules for lists as a whole; a fault of one item stands at the path of the item.</summary>
internal static class ListRules
{
    private const int Most = 200;

    public static IRuleBuilderOptionsConditions<T, IReadOnlyList<TItem>> Bounded<T, TItem>(this IRuleBuilder<T, IReadOnlyList<TItem>> rule) =>
        rule.Fault((_, list) => list.Count > Most ? Invariant($"Must have at most {Most} items.") : null);

    public static IRuleBuilderOptionsConditions<T, IReadOnlyList<TItem>> AtLeastOne<T, TItem>(this IRuleBuilder<T, IReadOnlyList<TItem>> rule) =>
        rule.Bounded().Fault((_, list) => list.Count == 0 ? "Must have at least one item." : null);

    public static IRuleBuilderOptionsConditions<T, IReadOnlyList<TItem>> Distinct<T, TItem>(this IRuleBuilder<T, IReadOnlyList<TItem>> rule) =>
        rule.DistinctBy(item => item);

    /// <param name="key">What may stand in the list once; an item without a key is a repeat of none.</param>
    /// <param name="member">The member of the item that holds the key; null when the fault is the item's as a whole.</param>
    public static IRuleBuilderOptionsConditions<T, IReadOnlyList<TItem>> DistinctBy<T, TItem, TKey>(
        this IRuleBuilder<T, IReadOnlyList<TItem>> rule, Func<TItem, TKey?> key, string? member = null) => rule.Custom((list, context) =>
        {
            var seen = new HashSet<TKey>();
            for (var i = 0; i < list.Count; i++)
            {
                if (key(list[i]) is not { } found || seen.Add(found))
                    continue;
                var item = Invariant($"{context.PropertyPath}[{i}]");
                context.AddFailure(new ValidationFailure(member is null ? item : $"{item}.{member}", "Repeats an earlier item of the list."));
            }
        });
}
