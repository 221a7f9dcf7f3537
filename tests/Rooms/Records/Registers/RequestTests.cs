using Entente.Records.Registers;
using Entente.Records.Writing;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms.Records.Registers;

/// <summary>A register whose entries change only by request: nothing is done past it, and what is agreed to is what was asked.</summary>
public sealed class RequestTests(RegisterApp app) : IClassFixture<RegisterApp>
{
    [Fact]
    public async Task Nothing_is_done_without_a_request()
    {
        Rules(await app.Door.Do(Beginning(Guid.NewGuid(), "Shortcut"), RegisterApp.Japan)).ShouldBe([Refusals.ByRequest]);
        var id = await Agreed("Steady");
        Rules(await Do(id, Act.End, 1, "2024-01-01", RegisterApp.Japan)).ShouldBe([Refusals.ByRequest]);
        Rules(await app.Door.Do(new Split(id, "tuna", "asked", 1, RegisterApp.Day("2024-01-01"), null, [Part(), Part()], "x"), RegisterApp.Japan)).ShouldBe([Refusals.ByRequest]);
        (await app.Door.Do(new Take(id, "tuna", "asked", "correct", 1), RegisterApp.Japan)).Done.ShouldBeTrue();
        Rules(await app.Door.Do(Change(id, 1, "Steady II"), RegisterApp.Japan)).ShouldBe([Refusals.ByRequest]);
        Rules(await app.Door.Do(new RequestChange(id, "tuna", "vessels", Guid.NewGuid(), Change(id, 1, "x")), RegisterApp.Japan)).ShouldBe([Refusals.NotByRequest]);
    }

    [Fact]
    public async Task What_is_agreed_to_holds_from_the_day_that_was_asked_for_and_is_said_by_who_asked()
    {
        var (id, request) = (Guid.NewGuid(), Guid.NewGuid());
        var asked = await app.Door.Do(new RequestChange(id, "tuna", "asked", request, Beginning(id, "Asker", "2021-05-01")), Ask);
        asked.Faults.ShouldBeEmpty();
        (asked.Version, asked.State).ShouldBe((0, "draft"));
        app.Clock.Advance(TimeSpan.FromDays(2));
        (await Answer(id, request, RequestOutcome.Agreed)).Faults.ShouldBeEmpty();
        var file = await File(id);
        file.History.Stretches(null).ShouldHaveSingleItem().From.ShouldBe(RegisterApp.Day("2021-05-01"));
        file.Changes.ShouldHaveSingleItem().Act.ShouldBe("begin");
        (await Scalar($"select state || ' ' || (select made_by from records.version where statement = id) from records.statement where id = '{id}'")).ShouldBe($"accepted {app.Captain}");
    }

    [Fact]
    public async Task Somebody_else_than_who_asked_answers_and_once()
    {
        var id = await Agreed("Once");
        var request = Guid.NewGuid();
        (await app.Door.Do(new RequestChange(id, "tuna", "asked", request, Ending(id, 1)), Both)).Done.ShouldBeTrue();
        Rules(await app.Door.Do(new AnswerRequest(id, "tuna", "asked", request, RequestOutcome.Agreed, null), Both)).ShouldBe([Refusals.OwnRequest]);
        Rules(await app.Door.Do(new AnswerRequest(id, "tuna", "asked", request, RequestOutcome.Agreed, null), RegisterApp.Japan)).ShouldBe(["may-not"]);
        Rules(await Answer(id, request, RequestOutcome.Refused)).ShouldBe([Refusals.ReasonNeeded]);
        Rules(await app.Door.Do(new RequestChange(id, "tuna", "asked", Guid.NewGuid(), Ending(id, 1)), RegisterApp.Japan)).ShouldBe([Refusals.RequestOpen]);
        Rules(await Do(id, Act.End, 1, "2023-01-01", RegisterApp.Secretariat)).ShouldBe([Refusals.RequestOpen]);
        (await Answer(id, request, RequestOutcome.Refused, "Not sold yet")).Done.ShouldBeTrue();
        Rules(await Answer(id, request, RequestOutcome.Agreed)).ShouldBe([Refusals.NoRequest]);
        (await File(id)).History.Stretches(null).ShouldHaveSingleItem().Until.ShouldBe(DateOnly.MaxValue);
        (await Do(id, Act.End, 1, "2023-01-01", RegisterApp.Secretariat)).Done.ShouldBeTrue();
    }

    [Fact]
    public async Task Of_twenty_answers_at_once_one_counts()
    {
        var id = await Agreed("Crowd");
        var request = Guid.NewGuid();
        (await app.Door.Do(new RequestChange(id, "tuna", "asked", request, Ending(id, 1)), RegisterApp.Japan)).Done.ShouldBeTrue();
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => Answer(id, request, number % 2 == 0 ? RequestOutcome.Agreed : RequestOutcome.Refused, "So"))));
        replies.Count(reply => reply.Done).ShouldBe(1);
        var agreed = await Scalar($"select outcome = 'agreed' from records.entry_request where id = '{request}'");
        ((await File(id)).History.Stretches(null)[^1].Until < DateOnly.MaxValue).ShouldBe((bool)agreed!);
    }

    [Fact]
    public async Task What_is_wrong_is_said_when_it_is_asked_and_a_withdrawn_request_changes_nothing()
    {
        var id = Guid.NewGuid();
        Rules(await app.Door.Do(new RequestChange(id, "tuna", "asked", Guid.NewGuid(), Beginning(id, "")), RegisterApp.Japan)).ShouldBe(["required"]);
        var there = await Agreed("Fickle");
        var request = Guid.NewGuid();
        (await app.Door.Do(new RequestChange(there, "tuna", "asked", request, Ending(there, 1)), RegisterApp.Japan)).Done.ShouldBeTrue();
        (await app.Door.Do(new AnswerRequest(there, "tuna", "asked", request, RequestOutcome.Withdrawn, null), RegisterApp.Japan)).Done.ShouldBeTrue();
        (await app.Door.Do(new RequestChange(there, "tuna", "asked", Guid.NewGuid(), Ending(there, 1)), RegisterApp.Japan)).Done.ShouldBeTrue();
    }

    [Fact]
    public async Task A_split_and_a_merger_are_asked_for_like_everything_else()
    {
        var (id, part) = (await Agreed("Twofold"), Part());
        var request = Guid.NewGuid();
        (await app.Door.Do(new RequestChange(id, "tuna", "asked", request, new Split(id, "tuna", "asked", 1, RegisterApp.Day("2024-01-01"), null, [part, Part()], "Two hulls")), RegisterApp.Japan)).Faults.ShouldBeEmpty();
        (await Answer(id, request, RequestOutcome.Agreed)).Faults.ShouldBeEmpty();
        (await File(part.Entry)).History.At(RegisterApp.Day("2024-01-01"), null).ShouldNotBeNull()["vessel", "name"].ShouldBe(part.Content["vessel", "name"]);
    }

    private Actor Ask => RegisterApp.Japan with { Person = app.Captain };

    // Of Japan and of the secretariat at once: what one asks for one does not agree to oneself.
    private Actor Both => RegisterApp.Japan with { Person = app.Officer, Holdings = [.. RegisterApp.Japan.Holdings, .. RegisterApp.Secretariat.Holdings] };

    private async Task<Guid> Agreed(string name)
    {
        var (id, request) = (Guid.CreateVersion7(), Guid.NewGuid());
        (await app.Door.Do(new RequestChange(id, "tuna", "asked", request, Beginning(id, name)), RegisterApp.Japan)).Faults.ShouldBeEmpty();
        (await Answer(id, request, RequestOutcome.Agreed)).Faults.ShouldBeEmpty();
        return id;
    }

    private Task<Reply> Answer(Guid id, Guid request, RequestOutcome outcome, string? reason = null) =>
        app.Door.Do(new AnswerRequest(id, "tuna", "asked", request, outcome, reason), RegisterApp.Secretariat);

    private SplitPart Part() => new(Guid.NewGuid(), app.Ship("Part", app.Sign(), code: "asked"));

    private Take Beginning(Guid id, string name, string from = "2020-01-01") => new(id, "tuna", "asked", "submit", 0)
    {
        Opening = new Subject("JPN"), Content = app.Ship(name, app.Sign(), code: "asked"), Valid = RegisterApp.Days(from, null),
    };

    private Take Change(Guid id, int seen, string name) => new(id, "tuna", "asked", "submit", seen) { Content = app.Ship(name, app.Sign(), code: "asked"), Valid = RegisterApp.Days("2022-01-01", null) };

    private static Amend Ending(Guid id, int seen) => new(id, "tuna", "asked", Act.End, seen, RegisterApp.Day("2024-01-01"), null, "Sold");

    private Task<Reply> Do(Guid id, Act act, int seen, string from, Actor by) => app.Door.Do(new Amend(id, "tuna", "asked", act, seen, RegisterApp.Day(from), null, "As notified"), by);

    private Task<EntryFile> File(Guid id) => app.Services.GetRequiredService<EntryReading>().Read(null, app.Published("asked"), id, TestContext.Current.CancellationToken);

    private async Task<object?> Scalar(string sql)
    {
        await using var owner = new Npgsql.NpgsqlConnection(app.Database.Owner);
        await owner.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(sql, owner);
        return await command.ExecuteScalarAsync();
    }

    private static string[] Rules(Reply reply) => [.. reply.Faults.Select(fault => fault.Rule)];
}
