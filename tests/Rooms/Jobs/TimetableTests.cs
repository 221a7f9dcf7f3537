using Entente.Shared.Jobs;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms.Jobs;

public sealed class TimetableTests(TimetableApp app) : IClassFixture<TimetableApp>
{
    [Fact]
    public async Task A_slot_fires_once_however_many_nodes_look_at_the_clock()
    {
        await using var twin = app.Twin();
        await app.RunJobs();
        app.Ran.Clear();
        for (var slot = 1; slot <= 20; slot++)
        {
            app.Clock.Advance(TimeSpan.FromHours(1));
            twin.Clock.Advance(app.Clock.GetUtcNow() - twin.Clock.GetUtcNow());
            await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? app : twin).RunJobs()));
            app.Ran.Count.ShouldBe(slot);
        }
    }

    [Fact]
    public async Task What_was_missed_while_nothing_ran_fires_once()
    {
        await app.RunJobs();
        app.Ran.Clear();
        app.Clock.Advance(TimeSpan.FromDays(30));
        await app.RunJobs();
        app.Ran.Count.ShouldBe(1);
        (await app.RunJobs()).ShouldBe(0);
    }

    [Fact]
    public async Task A_node_whose_clock_is_behind_does_not_fire_a_slot_again()
    {
        await using var behind = app.Twin();
        await app.RunJobs();
        app.Clock.Advance(TimeSpan.FromHours(2));
        behind.Clock.Advance(TimeSpan.FromHours(1));
        await app.RunJobs();
        app.Ran.Clear();
        await behind.RunJobs();
        app.Ran.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_job_gets_the_slot_it_was_fired_for()
    {
        await app.RunJobs();
        app.Ran.Clear();
        app.Clock.Advance(TimeSpan.FromMinutes(150));
        await app.RunJobs();
        var slot = app.Ran.ShouldHaveSingleItem();
        slot.ShouldBe(new DateTimeOffset(app.Clock.GetUtcNow().UtcDateTime.Date.AddHours(app.Clock.GetUtcNow().Hour), TimeSpan.Zero));
    }
}

public sealed class TimetableApp : TestApp
{
    public TimetableApp() => Added = services =>
    {
        services.AddSingleton(this);
        services.AddJob<TimetableApp>("hourly", (app, job, _) => { app.Ran.Add(job.Read<Slot>().At); return Task.CompletedTask; });
        services.AddTimetable("hourly", Schedule.Every(TimeSpan.FromHours(1)), "hourly");
    };

    public System.Collections.Concurrent.ConcurrentBag<DateTimeOffset> Ran { get; } = [];

    private sealed record Slot([property: System.Text.Json.Serialization.JsonPropertyName("slot")] DateTimeOffset At);
}
