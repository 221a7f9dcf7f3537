using Entente.Records.Content;
using Entente.Records.Registers;
using Entente.Records.Writing;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms.Records.Registers;

/// <summary>One entry becomes two or more, and one again.</summary>
public sealed class SplitTests(RegisterApp app) : IClassFixture<RegisterApp>
{
    [Fact]
    public async Task An_entry_ends_in_two_others_whose_history_points_to_it()
    {
        var (id, port, starboard) = (await app.Entered("Katamaran", "2020-01-01"), Guid.NewGuid(), Guid.NewGuid());
        (await Split(id, 1, "2024-01-01", null, (port, "Port Hull"), (starboard, "Starboard Hull"))).Faults.ShouldBeEmpty();
        var origin = await File(id);
        origin.History.Stretches(null).Select(Days).ShouldBe(["2020-01-01 2024-01-01"]);
        origin.Changes[^1].Act.ShouldBe("split");
        origin.Kin.Where(kin => kin.How == Kinship.SplitOff).Select(kin => kin.Entry).ShouldBe([port, starboard], ignoreOrder: true);
        var part = await File(port);
        part.History.Stretches(null).Select(Days).ShouldBe(["2024-01-01 9999-12-31"]);
        part.Kin.ShouldHaveSingleItem().ShouldBe(new Kin(id, "Katamaran", Kinship.Origin));
    }

    [Fact]
    public async Task An_entry_that_goes_on_keeps_its_number_and_its_part_ends_when_it_ends()
    {
        var sign = app.Sign();
        var (id, part) = (await app.Entered("Mother", "2020-01-01", sign, "2026-01-01"), Guid.NewGuid());
        (await Split(id, 1, "2024-01-01", app.Ship("Mother II", sign), (part, "Daughter"))).Faults.ShouldBeEmpty();
        var history = (await File(id)).History;
        history.Stretches(null).Select(Days).ShouldBe(["2020-01-01 2024-01-01", "2024-01-01 2026-01-01"]);
        (Name(history, "2023-12-31"), Name(history, "2024-01-01")).ShouldBe(("Mother", "Mother II"));
        (await File(part)).History.Stretches(null).Select(Days).ShouldBe(["2024-01-01 2026-01-01"]);
        var taken = await Split(id, 2, "2025-01-01", app.Ship("Mother III", sign), (Guid.NewGuid(), "Twin", sign));
        Rules(taken).ShouldBe(["key-taken"]);
    }

    [Fact]
    public async Task What_had_always_been_two_never_was_one()
    {
        var (id, one, two) = (await app.Entered("Mix-up", "2020-01-01"), Guid.NewGuid(), Guid.NewGuid());
        (await Split(id, 1, null, null, (one, "Mix"), (two, "Up"))).Done.ShouldBeTrue();
        (await File(id)).History.Stretches(null).ShouldBeEmpty();
        (await File(one)).History.Stretches(null).Select(Days).ShouldBe(["2020-01-01 9999-12-31"]);
    }

    [Fact]
    public async Task A_split_is_undone_as_if_it_had_never_been()
    {
        var sign = app.Sign();
        var (id, part) = (await app.Entered("Whole", "2020-01-01", sign), Guid.NewGuid());
        (await app.Changed(id, 1, "Whole II", sign, "2030-01-01")).Done.ShouldBeTrue();
        (await Split(id, 2, "2024-01-01", app.Ship("Half", sign), (part, "Other Half"))).Done.ShouldBeTrue();
        (await Do(id, Act.Undo, 3)).Faults.ShouldBeEmpty();
        var history = (await File(id)).History;
        (Name(history, "2025-01-01"), Name(history, "2031-01-01")).ShouldBe(("Whole", "Whole II"));
        (await File(part)).History.Stretches(null).ShouldBeEmpty();
        (await File(id)).Kin.ShouldBeEmpty();
        Rules(await Do(part, Act.Reinstate, 2, "2025-01-01")).ShouldBe([EntryActs.TakenBack]);
        Rules(await Do(await app.Entered("Third", "2020-01-01"), Act.Merge, 1, null, part)).ShouldBe([EntryActs.NoSurvivor]);
    }

    [Fact]
    public async Task A_split_whose_part_changed_since_is_not_undone()
    {
        var (id, one, two) = (await app.Entered("Stem", "2020-01-01"), Guid.NewGuid(), Guid.NewGuid());
        (await Split(id, 1, "2024-01-01", null, (one, "Branch"), (two, "Twig"))).Done.ShouldBeTrue();
        (await Do(two, Act.Merge, 1, null, one)).Done.ShouldBeTrue();
        Rules(await Do(id, Act.Undo, 2)).ShouldBe([Splitting.PartMoved]);
        (await Do(two, Act.Undo, 2)).Done.ShouldBeTrue();
        Rules(await Do(id, Act.Undo, 2)).ShouldBe([Splitting.PartMoved]);
    }

    [Fact]
    public async Task One_part_alone_is_no_split_and_everything_wrong_is_said_at_once()
    {
        var id = await app.Entered("Solo", "2020-01-01", until: "2021-01-01");
        Rules(await Split(id, 1, "2022-01-01", null, (Guid.NewGuid(), "Alone"))).ShouldBe([Splitting.TooFewParts, EntryActs.NothingHolds]);
        Rules(await Split(id, 1, "2020-06-01", null, (Guid.NewGuid(), "One"), (Guid.NewGuid(), ""))).ShouldBe(["required"]);
        Rules(await app.Door.Do(new Split(id, "tuna", "vessels", 1, RegisterApp.Day("2020-06-01"), null, [Part("A"), Part("B")], "x"), RegisterApp.Ghana)).ShouldBe(["may-not"]);
    }

    [Fact]
    public async Task Of_twenty_splits_at_once_one_comes_through_and_so_of_twenty_undone()
    {
        var id = await app.Entered("Contested", "2020-01-01");
        var splits = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => Split(id, 1, $"2021-01-{number + 1:00}", null, (Guid.NewGuid(), "A"), (Guid.NewGuid(), "B")))));
        splits.Count(reply => reply.Done).ShouldBe(1);
        (await File(id)).Kin.Count.ShouldBe(2);
        var undone = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Do(id, Act.Undo, 2))));
        undone.Count(reply => reply.Done).ShouldBe(1);
        (await File(id)).History.Stretches(null).Select(Days).ShouldBe(["2020-01-01 9999-12-31"]);
    }

    [Fact]
    public async Task Undone_while_something_is_merged_into_a_part_only_one_of_both_happens()
    {
        for (var round = 0; round < 5; round++)
        {
            var (id, part, other) = (await app.Entered("Race", "2020-01-01"), Guid.NewGuid(), await app.Entered("Racer", "2020-01-01"));
            (await Split(id, 1, "2024-01-01", null, (part, "Left"), (Guid.NewGuid(), "Right"))).Done.ShouldBeTrue();
            var replies = await Task.WhenAll(Task.Run(() => Do(id, Act.Undo, 2)), Task.Run(() => Do(other, Act.Merge, 1, null, part)));
            replies.Count(reply => reply.Done).ShouldBe(1);
        }
    }

    private SplitPart Part(string name) => new(Guid.NewGuid(), app.Ship(name, app.Sign()));

    private Task<Reply> Split(Guid id, int seen, string? from, Statement? goesOn, params (Guid Id, string Name)[] parts) => Split(id, seen, from, goesOn, [.. parts.Select(part => (part.Id, part.Name, app.Sign()))]);

    private Task<Reply> Split(Guid id, int seen, string? from, Statement? goesOn, params (Guid Id, string Name, string Sign)[] parts) =>
        app.Door.Do(new Split(id, "tuna", "vessels", seen, from is null ? null : RegisterApp.Day(from), goesOn, [.. parts.Select(part => new SplitPart(part.Id, app.Ship(part.Name, part.Sign)))], "As notified"), RegisterApp.Japan);

    private Task<Reply> Do(Guid id, Act act, int seen, string? from = null, Guid? into = null) =>
        app.Door.Do(new Amend(id, "tuna", "vessels", act, seen, from is null ? null : RegisterApp.Day(from), into, "As notified"), RegisterApp.Japan);

    private Task<EntryFile> File(Guid id) => app.Services.GetRequiredService<EntryReading>().Read(null, app.Published(), id, TestContext.Current.CancellationToken);

    private static string Name(EntryHistory history, string day) => history.At(RegisterApp.Day(day), null).ShouldNotBeNull()["vessel", "name"].Value.AsText;

    private static string[] Rules(Reply reply) => [.. reply.Faults.Select(fault => fault.Rule)];

    private static string Days(Stretch stretch) => $"{stretch.From:yyyy-MM-dd} {stretch.Until:yyyy-MM-dd}";
}
