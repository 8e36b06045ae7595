using System.Globalization;
using System.Text;
namespace ConflictEvents.Domain.Naming;
public static class NameKey
{
    public static string Folded(string text) => string.Concat(text.Normalize(NormalizationForm.FormKD).ToLowerInvariant().Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark));
    public static string Skeleton(string text) => string.Concat(Folded(text).Where(c => !"aeiou".Contains(c)));
    public static bool IsSelective(string text) => text.Length > 2;
}
