using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Application.Queries;
using Microsoft.Extensions.DependencyInjection;

namespace ConflictEvents.Api.Tests.EventStore;

public sealed class HeadWatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Whoever_waits_hears_of_commits_of_this_process_and_of_others()
    {
        await using var service = await TestService.Empty();
        await using var other = service.Beside();
        var watch = service.Services.GetRequiredService<IHeadWatch>();
        var start = await watch.Ask(CancellationToken.None);
        Assert.Equal(0, start.Position);

        foreach (var writer in new[] { service, other })
        {
            var waiting = watch.Beyond(start, CancellationToken.None);
            await Task.Delay(100);
            Assert.False(waiting.IsCompleted);
            await writer.Record("actors", Bodies.Actor("One more"));

            var heard = await waiting.WaitAsync(Patience);

            Assert.Equal(await watch.Ask(CancellationToken.None), heard);
            Assert.Equal(start.Position + 1, heard.Position);
            Assert.True(heard.RecordedAt > start.RecordedAt);
            start = heard;
        }
    }

    [Fact]
    public async Task Waiting_ends_with_its_caller()
    {
        await using var service = await TestService.Empty();
        var watch = service.Services.GetRequiredService<IHeadWatch>();
        using var caller = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        var head = await watch.Ask(CancellationToken.None);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch.Beyond(head, caller.Token));
    }
}
