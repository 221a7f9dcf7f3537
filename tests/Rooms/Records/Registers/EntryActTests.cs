using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Registers;
using Entente.Records.Writing;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms.Records.Registers;

/// <summary>What is done to entries: each act on both axes of time, and what it may not do.</summary>
public sealed class EntryActTests(RegisterApp app) : IClassFixture<RegisterApp>
{
    [Fact]
    public async Task An_entry_ends_and_comes_back_and_what_was_known_in_between_stays_known()
    {
        var id = await app.Entered("Ume Maru", "2020-01-01");
        var before = app.Clock.GetUtcNow();
        app.Clock.Advance(TimeSpan.FromDays(1));
        (await Do(id, Act.End, 1, "2024-01-01")).Done.ShouldBeTrue();
        var ended = app.Clock.GetUtcNow();
        app.Clock.Advance(TimeSpan.FromDays(1));
        (await Do(id, Act.Reinstate, 2, "2025-01-01")).Done.ShouldBeTrue();
        var history = (await File(id)).History;
        history.Stretches(null).Select(Days).ShouldBe(["2020-01-01 2024-01-01", "2025-01-01 9999-12-31"]);
        history.Stretches(ended).Select(Days).ShouldBe(["2020-01-01 2024-01-01"]);
        history.Stretches(before).Select(Days).ShouldBe(["2020-01-01 9999-12-31"]);
        Rules(await Do(id, Act.Reinstate, 3, "2026-01-01")).ShouldBe([EntryActs.HoldsAlready]);
        (await File(id)).Changes.Select(change => change.Act).ShouldBe(["begin", "end", "reinstate"]);
    }

    [Fact]
    public async Task An_end_that_was_a_mistake_is_undone_as_if_it_had_never_been()
    {
        var sign = app.Sign();
        var id = await app.Entered("Sora Maru", "2020-01-01", sign);
        (await app.Changed(id, 1, "Sora Maru II", sign, "2022-01-01")).Done.ShouldBeTrue();
        (await Do(id, Act.End, 2, "2021-01-01")).Done.ShouldBeTrue();
        (await File(id)).History.Stretches(null).Select(Days).ShouldBe(["2020-01-01 2021-01-01"]);
        (await Do(id, Act.Undo, 3, null)).Done.ShouldBeTrue();
        var history = (await File(id)).History;
        Name(history, "2021-06-01").ShouldBe("Sora Maru");
        Name(history, "2022-06-01").ShouldBe("Sora Maru II");
        Rules(await Do(id, Act.Undo, 4, null)).ShouldBe([EntryActs.NotMerged]);
    }

    [Fact]
    public async Task A_correction_moves_what_is_known_and_keeps_its_days()
    {
        var sign = app.Sign();
        var id = await app.Entered("Tori Maru", "2020-01-01", sign, until: "2023-01-01");
        Rules(await app.Changed(id, 1, "Tori Maru", sign, "2019-01-01", "2021-01-01", take => take with { Corrects = true })).ShouldBe([EntryActs.NothingToCorrect]);
        var take = new Take(id, "tuna", "vessels", "submit", 1) { Content = app.Ship("Tori-Maru", sign), Valid = RegisterApp.Days("2020-01-01", "2023-01-01"), Corrects = true };
        (await app.Door.Do(take, RegisterApp.Japan)).Done.ShouldBeTrue();
        var file = await File(id);
        file.History.Stretches(null).Select(Days).ShouldBe(["2020-01-01 2023-01-01"]);
        Name(file.History, "2020-01-01").ShouldBe("Tori-Maru");
        file.Changes[^1].Act.ShouldBe("correct");
    }

    [Fact]
    public async Task What_is_planned_is_not_lost_unless_somebody_says_so()
    {
        var sign = app.Sign();
        var id = await app.Entered("Nami Maru", "2020-01-01", sign);
        (await app.Changed(id, 1, "Nami Maru III", sign, "2030-04-01")).Done.ShouldBeTrue();
        var refused = await app.Changed(id, 2, "Nami Maru II", sign, "2028-03-01");
        refused.Faults.ShouldHaveSingleItem().Rule.ShouldBe(EntryActs.PlannedChange);
        refused.Faults[0].Facts.ShouldBe(["2030-04-01"]);
        var until = new Take(id, "tuna", "vessels", "submit", 2) { Content = app.Ship("Nami Maru II", sign), Valid = RegisterApp.Days("2028-03-01", "2030-04-01") };
        (await app.Door.Do(until, RegisterApp.Japan)).Done.ShouldBeTrue();
        (await File(id)).History.Stretches(null).Select(Days).ShouldBe(["2020-01-01 2028-03-01", "2028-03-01 2030-04-01", "2030-04-01 9999-12-31"]);
        (await app.Changed(id, 3, "Nami Maru IV", sign, "2029-01-01", null, take => take with { Replaces = true })).Done.ShouldBeTrue();
        (await File(id)).History.Stretches(null).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_change_takes_effect_after_the_notice_period_at_the_earliest()
    {
        var id = Guid.NewGuid();
        var today = Moment.DayOf(app.Clock.GetUtcNow(), Kit.Definitions.Body());
        Take Of(DateOnly from) => new(id, "tuna", "noticed", "submit", 0) { Opening = new Subject("JPN"), Content = app.Ship("Slow", app.Sign(), code: "noticed"), Valid = new Period(from, null) };
        var refused = await app.Door.Do(Of(today.AddDays(13)), RegisterApp.Japan);
        refused.Faults.ShouldHaveSingleItem().Facts.ShouldBe(["14", today.AddDays(14).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)]);
        (await app.Door.Do(Of(today.AddDays(14)), RegisterApp.Japan)).Done.ShouldBeTrue();
        Rules(await app.Door.Do(new Amend(id, "tuna", "noticed", Act.End, 1, today.AddDays(20), null, "Sold"), RegisterApp.Japan)).ShouldBeEmpty();
        Rules(await app.Door.Do(new Amend(id, "tuna", "noticed", Act.Reinstate, 2, today.AddDays(1), null, "Back"), RegisterApp.Japan)).ShouldBe([EntryActs.NoticeTooShort]);
    }

    [Fact]
    public async Task Two_entries_become_one_and_two_again()
    {
        var sign = app.Sign();
        var (kept, gone) = (await app.Entered("Kuro Maru", "2020-01-01"), await app.Entered("Kuro-Maru", "2021-01-01", sign));
        Rules(await Do(gone, Act.Merge, 1, null, kept, RegisterApp.Ghana)).ShouldBe(["may-not"]);
        Rules(await Do(gone, Act.Merge, 1, null, gone)).ShouldBe([EntryActs.NoSurvivor]);
        (await Do(gone, Act.Merge, 1, null, kept)).Done.ShouldBeTrue();
        (await File(gone)).History.Stretches(null).ShouldBeEmpty();
        Rules(await Do(kept, Act.Merge, 1, null, gone)).ShouldBe([EntryActs.NoSurvivor]);
        // The number is free again while they are one.
        (await app.Changed(kept, 1, "Kuro Maru", sign, "2024-01-01")).Done.ShouldBeTrue();
        Rules(await Do(gone, Act.Undo, 2, null)).ShouldBe(["key-taken"]);
        (await Do(kept, Act.End, 2, "2020-06-01")).Done.ShouldBeTrue();
        (await Do(gone, Act.Undo, 2, null)).Done.ShouldBeTrue();
        (await File(gone)).History.Stretches(null).Select(Days).ShouldBe(["2021-01-01 9999-12-31"]);
    }

    [Theory]
    [InlineData(Act.Change)]
    [InlineData(Act.Correct)]
    [InlineData(Act.End)]
    [InlineData(Act.Merge)]
    [InlineData(Act.Reinstate)]
    [InlineData(Act.Undo)]
    public async Task Of_twenty_at_once_one_comes_through_and_no_day_says_two_things(Act act)
    {
        var sign = app.Sign();
        var (id, other) = (await app.Entered("Hayai Maru", "2020-01-01", sign), await app.Entered("Hayai Maru", "2020-01-01"));
        var seen = 1;
        if (act is Act.Reinstate or Act.Undo)
            (await Do(id, Act.End, seen++, "2023-01-01")).Done.ShouldBeTrue();
        if (act is Act.Change or Act.Correct)
            (await app.Door.Do(new Take(id, "tuna", "vessels", "correct", 1), RegisterApp.Japan)).Done.ShouldBeTrue();
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => act switch
        {
            Act.Change or Act.Correct => app.Door.Do(new Take(id, "tuna", "vessels", "submit", 1) { Content = app.Ship($"Hayai {number}", sign), Valid = RegisterApp.Days($"2021-01-{number + 1:00}", null), Corrects = act == Act.Correct }, RegisterApp.Japan),
            Act.Merge => Do(id, act, seen, null, other),
            Act.Undo => Do(id, act, seen, null),
            _ => Do(id, act, seen, $"202{(act == Act.End ? 1 : 4)}-01-{number + 1:00}"),
        })));
        replies.Count(reply => reply.Done).ShouldBe(1);
        var rows = (await File(id)).History.Stretches(null).OrderBy(stretch => stretch.From).ToList();
        rows.Zip(rows.Skip(1)).ShouldAllBe(pair => pair.First.Until <= pair.Second.From);
        (await File(id)).Changes.Count.ShouldBe(seen + 1);
    }

    [Fact]
    public async Task Two_mergers_at_once_never_lead_in_a_circle()
    {
        for (var round = 0; round < 5; round++)
        {
            var (one, two) = (await app.Entered("Maru Maru", "2020-01-01"), await app.Entered("Maru Maru", "2020-01-01"));
            var replies = await Task.WhenAll(Task.Run(() => Do(one, Act.Merge, 1, null, two)), Task.Run(() => Do(two, Act.Merge, 1, null, one)));
            replies.Count(reply => reply.Done).ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_probable_duplicate_is_found_with_its_reasons_until_somebody_says_that_it_is_none()
    {
        var (one, two) = (await app.Entered("Shirayuki Maru 7", "2020-01-01"), await app.Entered("SHIRAYUKI-MARU 7", "2020-01-01", party: "GHA"));
        await app.Entered("Something Else", "2020-01-01");
        var alike = app.Services.GetRequiredService<Alike>();
        var found = (await alike.Of(null, app.Published(), one, app.Ship("Shirayuki Maru 7", "NEW01"), TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
        (found.Entry, found.Party).ShouldBe((two, "GHA"));
        found.Reasons.ShouldHaveSingleItem().ShouldBe(new Resemblance("name", "Shirayuki Maru 7", "SHIRAYUKI-MARU 7", 1));
        await alike.Apart(one, two, null, TestContext.Current.CancellationToken);
        (await alike.Of(null, app.Published(), one, app.Ship("Shirayuki Maru 7", "NEW01"), TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    private Task<Reply> Do(Guid id, Act act, int seen, string? from, Guid? into = null, Actor? by = null) =>
        app.Door.Do(new Amend(id, "tuna", "vessels", act, seen, from is null ? null : RegisterApp.Day(from), into, "As notified"), by ?? RegisterApp.Japan);

    private Task<EntryFile> File(Guid id) => app.Services.GetRequiredService<EntryReading>().Read(null, app.Published(), id, TestContext.Current.CancellationToken);

    private string Name(EntryHistory history, string day) => history.At(RegisterApp.Day(day), null).ShouldNotBeNull()["vessel", "name"].Value.AsText;

    private static string[] Rules(Reply reply) => [.. reply.Faults.Select(fault => fault.Rule)];

    private static string Days(Stretch stretch) => $"{stretch.From:yyyy-MM-dd} {stretch.Until:yyyy-MM-dd}";
}
