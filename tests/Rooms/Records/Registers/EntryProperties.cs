using Entente.Records.Registers;
using Entente.Records.Writing;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms.Records.Registers;

/// <summary>For any sequence of acts, and for any day and instant, the register says what a model of twenty lines says.</summary>
public sealed class EntryProperties(RegisterApp app) : IClassFixture<RegisterApp>
{
    private const int Span = 12;

    private static readonly DateOnly First = new(2030, 1, 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Every_reading_on_both_axes_is_the_models(int seed)
    {
        var random = new Random(seed);
        var (sign, other) = (app.Sign(), await app.Entered("Another", "2020-01-01"));
        var start = random.Next(Span);
        var id = await app.Entered("v1", Day(start), sign);
        var model = new Model();
        model.Say(app.Clock.GetUtcNow(), start, Span, "v1");
        var (version, done) = (1, 0);
        for (var step = 0; step < 25; step++)
        {
            app.Clock.Advance(TimeSpan.FromHours(random.Next(1, 40)));
            var (from, length) = (random.Next(Span), random.Next(1, Span));
            var until = from + length >= Span ? Span : from + length;
            var act = Enum.GetValues<Act>()[random.Next(1, 7)];
            var reply = act is Act.Change or Act.Correct
                ? await app.Changed(id, version, $"v{version + 1}", sign, Day(from), until == Span ? null : Day(until), take => take with { Corrects = act == Act.Correct, Replaces = true })
                : await app.Door.Do(new Amend(id, "tuna", "vessels", act, version, act is Act.Undo ? null : First.AddDays(from), act == Act.Merge ? other : null, "Any"), RegisterApp.Japan);
            if (!reply.Done && act is Act.Change or Act.Correct)
                await app.Execute($"update records.statement set state = 'submitted' where id = '{id}'");
            if (!reply.Done)
                continue;
            (version, done) = (version + 1, done + 1);
            if (act == Act.Undo)
                model.Undo(app.Clock.GetUtcNow());
            else if (act == Act.Reinstate)
                model.Reinstate(app.Clock.GetUtcNow(), from);
            else
                model.Say(app.Clock.GetUtcNow(), from, act is Act.End or Act.Merge ? Span : until, act is Act.End or Act.Merge ? null : $"v{version}");
        }
        done.ShouldBeGreaterThan(5);
        var history = (await app.Services.GetRequiredService<EntryReading>().Read(null, app.Published(), id, TestContext.Current.CancellationToken)).History;
        foreach (var known in model.Instants.SelectMany(at => new[] { at.AddTicks(-10), at, at.AddHours(1) }))
            for (var day = 0; day <= Span; day++)
                (history.At(First.AddDays(day), known)?["vessel", "name"].Value.AsText).ShouldBe(model.At(day, known), $"day {day} as known at {known:O}");
    }

    private static string Day(int day) => First.AddDays(day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What each day says, after each act; the last day stands for all that come after it.</summary>
    private sealed class Model
    {
        private readonly List<(DateTimeOffset At, string?[] Days)> _told = [(DateTimeOffset.MinValue, new string?[Span + 1])];

        public IEnumerable<DateTimeOffset> Instants => _told.Skip(1).Select(told => told.At);

        public void Say(DateTimeOffset at, int from, int until, string? said) => Tell(at, (day, before) => day >= from && (day < until || until == Span) ? said : before);

        public void Undo(DateTimeOffset at) => Tell(at, (day, _) => _told[^2].Days[day]);

        // What was said last of all, from that day until something is said again.
        public void Reinstate(DateTimeOffset at, int from)
        {
            var now = _told[^1].Days;
            var said = now.LastOrDefault(one => one is not null) ?? _told.Select(told => told.Days).Reverse().Select(days => days.LastOrDefault(one => one is not null)).First(one => one is not null);
            var until = Enumerable.Range(from, Span + 1 - from).FirstOrDefault(day => now[day] is not null, Span + 1);
            Tell(at, (day, before) => day >= from && day < until ? said : before);
        }

        public string? At(int day, DateTimeOffset known) => _told.Last(told => told.At <= known).Days[day];

        private void Tell(DateTimeOffset at, Func<int, string?, string?> day) => _told.Add((at, [.. _told[^1].Days.Select((before, number) => day(number, before))]));
    }
}
