using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Cases;
using Entente.Records.Content;
using Entente.Records.Notices;
using Entente.Records.Registers;
using Entente.Records.Writing;

namespace Entente.Tests.Rooms.Disclosure.Worlds;

/// <summary>What people do with statements, drawn by chance and done through the door. What cannot be done as things are is not done, and answers false.</summary>
internal sealed partial class Acts(World world)
{
    private const string Blank = "null";

    /// <summary>Which certificates may be used up: how much is left of one is a declared release to whoever reads it.</summary>
    public Func<Thing, bool> MayUse { get; set; } = _ => true;

    /// <summary>From when on all notices are shown; null: as chance says.</summary>
    public DateTimeOffset? Opens { get; set; }

    private Guid NewId => world.Contents.NewId();

    /// <summary>Acts that change what everybody sees who reads the statement.</summary>
    public IReadOnlyList<Func<Thing, Task<bool>>> Open => [Step("return", Officer), Step("accept", Officer), Step("withdraw", Head), Step("correct", Head), End, Merge, Split];

    /// <summary>Acts that say to whom it is shown from now on.</summary>
    public IReadOnlyList<Func<Thing, Task<bool>>> Showing => [Submit, Reshare];

    /// <summary>Acts that only the party and the body's serving people learn of.</summary>
    public IReadOnlyList<Func<Thing, Task<bool>>> Quiet => [Draft, Draft, Allot, Propose, Settle, Confirm, Ask, Prepare];

    public async Task Any()
    {
        var thing = world.Pick(world.Things);
        if (world.Chance.Next(6) == 0)
            await (thing.Of.Kind == DefinitionKind.Notice ? Reply(thing, world.Pick(RandomBody.PartyCodes)) : Refer(thing, world.Pick(Asked)));
        else
            await world.Pick([.. Open, .. Showing, .. Showing, .. Quiet])(thing);
    }

    public static IReadOnlyList<string> Asked { get; } = ["post:analyst", .. RandomBody.PartyCodes.Select(party => "party:" + party)];

    /// <summary>A new statement, most often submitted at once.</summary>
    public async Task<Thing?> Begin(Definition definition, string? by = null, string? shownTo = null)
    {
        var party = definition.DeclaredBy == Definition.ByBody ? null : by ?? world.Pick(RandomBody.PartyCodes);
        var thing = new Thing(NewId, definition, party) { Chosen = Choose(definition, shownTo ?? (world.Chance.Next(2) == 0 ? world.Pick(definition.Sharing.Choices) : definition.Sharing.ShownTo)) };
        var subject = new Subject(party, definition.Kind == DefinitionKind.Return ? Week() : null, ShownTo: thing.Chosen.Text == definition.Sharing.ShownTo ? null : thing.Chosen.Text);
        if (definition.Traits.Register is { ByRequest: true })
        {
            var content = Said(thing, out _);
            if (!await Request(thing, Take(thing, null) with { Opening = subject, Content = content, Valid = Days }))
                return null;
            if (thing.Version > 0)
                thing.Remember(content);
            return Kept(thing);
        }
        if (!await world.Do(new Open(thing.Id, world.Body.Code, definition.Code, subject), Head(thing)))
            return null;
        Kept(thing);
        if (world.Chance.Next(6) > 0)
            await Submit(thing);
        return thing;
    }

    public async Task<bool> Submit(Thing thing)
    {
        if (thing.Of.Traits.Register is { ByRequest: true })
            return false;
        var file = thing.Of.Section("main")!.Field("paper") is not null && world.Chance.Next(3) == 0 ? await File(thing) : (Guid?)null;
        var to = thing.Version > 0 && world.Chance.Next(3) == 0 ? Choose(thing.Of, world.Pick(thing.Of.Sharing.Choices)) : null;
        return await Submit(thing, to, file);
    }

    public async Task<bool> Submit(Thing thing, Chosen? shownTo, Guid? file)
    {
        var content = Said(thing, out var opens, file);
        if (!await world.Do(Take(thing, shownTo) with { Content = content, Valid = thing.Of.Kind == DefinitionKind.Register ? Days : null }, Head(thing)))
            return false;
        (thing.Version, thing.State, thing.Chosen, thing.Opens) = (thing.Version + 1, "submitted", shownTo ?? thing.Chosen, opens);
        thing.Remember(content);
        return true;
    }

    public Task<bool> Allot(Thing thing) => thing.Of.Kind != DefinitionKind.Case ? Task.FromResult(false)
        : world.Do(new Allot(thing.Id, world.Body.Code, thing.Of.Code, world.Pick(world.Officers), world.Contents.Word()), Officer(thing));

    /// <summary>Somebody's opinion is asked for, and most often given.</summary>
    public async Task<bool> Refer(Thing thing, string to)
    {
        var referral = NewId;
        if (thing.Of.Kind != DefinitionKind.Case || !await world.Do(new Refer(thing.Id, world.Body.Code, thing.Of.Code, referral, to, world.Contents.Word()), Officer(thing)))
            return false;
        thing.Parts.Add(("referral", referral));
        if (to.Split(':') is ["party", var party] && world.Chance.Next(3) > 0)
            await world.Do(new Advise(thing.Id, world.Body.Code, thing.Of.Code, referral, world.Contents.Word()), world.Heads[party]);
        return true;
    }

    public Task<bool> Reply(Thing thing, string party) => thing.Of.Kind != DefinitionKind.Notice ? Task.FromResult(false)
        : world.Do(new ReplyTo(thing.Id, world.Body.Code, thing.Of.Code, party, world.Contents.Word()), world.Heads[party]);

    public async Task<bool> Propose(Thing thing)
    {
        if (thing.Version == 0 || thing.Party is null || thing.Of.Kind == DefinitionKind.Register)
            return false;
        return await world.Do(new Propose(thing.Id, world.Body.Code, thing.Of.Code, NewId, thing.Version, Said(thing, out _), world.Contents.Word()), Officer(thing));
    }

    /// <summary>A party says no to what was proposed.</summary>
    public async Task<bool> Settle(Thing thing) => thing.Party is not null && await Known<Guid?>("select id from records.proposal where statement = @Id and settled_at is null", thing) is { } proposal
        && await world.Do(new Settle(thing.Id, world.Body.Code, thing.Of.Code, proposal, Accepted: false, world.Contents.Word()), Head(thing));

    public Task<bool> Confirm(Thing thing) => world.Do(new Confirm(thing.Id, world.Body.Code, thing.Of.Code, thing.Version), Head(thing));

    /// <summary>Where entries change only by request: one is made.</summary>
    public Task<bool> Ask(Thing thing) => thing.Of.Traits.Register is not { ByRequest: true } || thing.Version == 0 ? Task.FromResult(false)
        : Request(thing, new Amend(thing.Id, world.Body.Code, thing.Of.Code, Act.End, thing.Version, new DateOnly(2026, 6, 1), null, world.Contents.Word()), agreed: false);

    public Func<Thing, Task<bool>> Step(string step, Func<Thing, Guid> who) => async thing =>
    {
        if (!await world.Do(new Take(thing.Id, world.Body.Code, thing.Of.Code, step, thing.Version) { Reason = world.Contents.Word() }, who(thing)))
            return false;
        thing.State = thing.Of.Workflow.Step(step)!.To;
        return true;
    };

    /// <summary>A file that lies with the statement, and is named when it is submitted.</summary>
    private async Task<Guid> File(Thing thing)
    {
        var (id, bytes) = (NewId, Encoding.UTF8.GetBytes(world.Contents.Word()));
        var digest = SHA256.HashData(bytes);
        var path = Path.Combine(world.App.Files, Convert.ToHexStringLower(digest)[..2], Convert.ToHexStringLower(digest));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await System.IO.File.WriteAllBytesAsync(path, bytes);
        await world.Execute("""
            insert into records.file (id, statement, body, party, section, field, name, size, received, type, sha256, state, begun_at, complete_at)
            values (@id, @statement, @body, @party, 'main', 'paper', @name, @size, @size, 'text/plain', @digest, 'clean', @now, @now)
            """, new { id, statement = thing.Id, body = world.Body.Code, thing.Party, name = world.Contents.Word() + ".txt", size = bytes.Length, digest, now = world.Tick().UtcDateTime });
        thing.Parts.Add(("file", id));
        return id;
    }

    private async Task<bool> Request(Thing thing, Command wanted, bool agreed = true)
    {
        var request = NewId;
        if (!await world.Do(new RequestChange(thing.Id, world.Body.Code, thing.Of.Code, request, wanted), Head(thing)))
            return false;
        thing.Parts.Add(("request", request));
        if (agreed && world.Chance.Next(4) > 0 && await world.Do(new AnswerRequest(thing.Id, world.Body.Code, thing.Of.Code, request, RequestOutcome.Agreed, world.Contents.Word()), Officer(thing)))
            (thing.Version, thing.State) = (1, "submitted");
        return true;
    }

    private Statement Said(Thing thing, out DateTimeOffset? opens, Guid? file = null)
    {
        opens = null;
        var answers = new Dictionary<string, string>(StringComparer.Ordinal) { ["main.paper"] = file is { } id ? $"\"{id}\"" : Blank, ["main.vessel"] = Naming("vessels"), ["main.until"] = Blank };
        if (thing.Of.Kind == DefinitionKind.Notice)
        {
            opens = Opens ?? world.Chance.Next(3) switch { 0 => new(2026, 1, 5, 6, 0, 0, TimeSpan.Zero), 1 => new(2026, 9, 1, 6, 0, 0, TimeSpan.Zero), _ => null };
            answers["main.publish_at"] = opens is { } at ? $"\"{at:yyyy-MM-ddTHH:mm:ssZ}\"" : Blank;
            answers["main.reply_by"] = "\"2026-12-31\"";
        }
        var content = world.Contents.Of(thing.Of, answers);
        if (thing.Of.Section("sources") is { } sources && world.Things.Where(other => other.Of.Code == "document" && other.State is "submitted" or "accepted" && MayUse(other)).ToList() is { Count: > 0 } documents && world.Chance.Next(2) == 0)
            content.Rows("sources").Add(Use(sources, thing, world.Pick(documents)));
        return content;
    }

    // A line of a certificate is used up by a case.
    private Row Use(Section sources, Thing thing, Thing document)
    {
        thing.Uses.Add(document);
        var row = Row.Of(sources, NewId);
        row[sources, "document"] = Answer.Of(Value.Of(document.Id.ToString()));
        row[sources, "line"] = Answer.Of(Value.Of(1));
        row[sources, "taken"] = Answer.Of(Value.Of(world.Chance.Next(1, 9)));
        return row;
    }

    private string Naming(string code)
    {
        var ids = world.Things.Where(thing => thing.Of.Code == code && thing.Version > 0).Select(thing => $"\"{thing.Id}\"").Append(Blank).ToList();
        return world.Pick(ids);
    }

    private Take Take(Thing thing, Chosen? shownTo) => new(thing.Id, world.Body.Code, thing.Of.Code, "submit", thing.Version) { ShownTo = shownTo?.Text };

    private Thing Kept(Thing thing)
    {
        world.Things.Add(thing);
        return thing;
    }

    private Guid Head(Thing thing) => thing.Party is { } party ? world.Heads[party] : world.Officers[0];

    private Guid Officer(Thing thing) => world.Officers[^1];

    private Period Days => new(new DateOnly(2020, 1, 1).AddDays(world.Chance.Next(1000)), null);

    private int _weeks;

    private Period Week()
    {
        var monday = new DateOnly(2020, 1, 6).AddDays(7 * _weeks++);
        return new Period(monday, monday.AddDays(7));
    }

    private async Task<T> Known<T>(string sql, Thing thing)
    {
        await using var owner = new Npgsql.NpgsqlConnection(world.App.Database.Owner);
        return (await Dapper.SqlMapper.QueryFirstOrDefaultAsync<T>(owner, sql, new { thing.Id }))!;
    }
}
