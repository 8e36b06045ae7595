using ConflictEvents.Application.Keys;

namespace ConflictEvents.Application.Tests.Keys;

public sealed class ScopeTests
{
    [Fact]
    public void Admin_implies_every_scope_and_no_other_implies_any()
    {
        foreach (var held in Enum.GetValues<Scope>())
        {
            foreach (var asked in Enum.GetValues<Scope>())
                Assert.Equal(held == asked || held is Scope.Admin, new[] { held }.Allow(asked));
        }
    }
}
