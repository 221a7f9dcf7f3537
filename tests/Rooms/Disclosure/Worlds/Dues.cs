using System.Text.Json;
using Entente.Bodies;
using Entente.Obligations;
using Entente.Obligations.Assessing;
using Entente.Obligations.Calendar;
using Entente.Obligations.Letters;
using Entente.Obligations.Papers;
using Entente.Records;
using Microsoft.Extensions.DependencyInjection;
using static Entente.Tests.Kit.Definitions;

namespace Entente.Tests.Rooms.Disclosure.Worlds;

/// <summary>Something that a party owes, and to whom its status is shown.</summary>
internal sealed record Due(Guid Id, string Party, string ShownTo);

/// <summary>A letter to a party.</summary>
internal sealed record Posted(Guid Id, Guid Mailing, string Party)
{
    public bool IsSent { get; set; }
}

/// <summary>
/// What the parties of a world owe and what became of it, with the letters, findings and papers about it. Obligations stand as the rules
/// might have left them, each shown to whomever chance says; all else is done as people do it. Its chance is its own.
/// </summary>
internal sealed partial class Dues
{
    private const int LastYear = 2025;

    private readonly World _world;
    private readonly Random _chance;
    private readonly RandomContent _words;
    private readonly Guid[] _requirements;
    private readonly Dictionary<Guid, string> _feeds = [];

    public Dues(World world)
    {
        (_world, _chance) = (world, new Random(world.Seed + 100_000_000));
        _words = new RandomContent(_chance);
        _requirements = [_words.NewId(), _words.NewId()];
    }

    /// <summary>How the body of a world writes and assesses.</summary>
    public static Body With(Body body) => body with { Letters = [new LetterTemplate("reminder", Say("Reminder"), LetterTo.Missing, Say("For {year}"), [Say("To {party}"), Say("{missing}")])], Assessment = Assessment.Usual("table") };

    public List<Due> All { get; } = [];

    public List<Posted> Letters { get; } = [];

    public List<Meeting> Meetings { get; } = [];

    public List<(Meeting Meeting, Guid Id, string Party)> Found { get; } = [];

    public List<(Guid Id, string ShownTo)> Papers { get; } = [];

    private string Code => _world.Body.Code;

    private static IReadOnlyList<string> AnyReaders { get; } = ["own", "own", "public", "parties", "table", "north", "south"];

    public async Task Make()
    {
        foreach (var party in RandomBody.PartyCodes)
            foreach (var year in new[] { LastYear, LastYear + 1 })
            {
                await Owe(party, year, "catch", null, Pick(AnyReaders));
                foreach (var requirement in _requirements)
                    await Owe(party, year, "vessels", requirement, Pick(AnyReaders));
            }
        for (var times = 12; times > 0; times--)
            await Happen(Pick(All));
        foreach (var due in All.Where(_ => _chance.Next(4) == 0).ToList())
            await Give(due);
        await Write(RandomBody.PartyCodes, sent: true);
        await Write([Pick(RandomBody.PartyCodes)], sent: false);
        // Of one not even the parties know their drafts yet, of one each knows its own, of one everybody knows all.
        foreach (var days in new[] { 100, 40, 5 })
            await Assess(days);
        foreach (var shownTo in new[] { "public", "parties", "table" })
            await Freeze(shownTo);
        foreach (var reader in _world.Readers.Where(reader => reader.Person is not null && reader.Key is null))
            _feeds[reader.Person!.Value] = (await The<CalendarAddresses>().Make(await Who(reader.Person.Value), "desk", default))!;
    }

    /// <summary>The secret address of this person's calendar; null: they have none.</summary>
    public string? FeedOf(Reader reader) => reader is { Key: null, Login: null, Person: { } person } ? _feeds.GetValueOrDefault(person) : null;

    private T The<T>() where T : notnull => _world.App.Services.GetRequiredService<T>();

    private T Pick<T>(IReadOnlyList<T> among) => among[_chance.Next(among.Count)];

    private async Task<Person> Who(Guid person) => (await The<People>().Find(person))!;

    private Task<Person> Officer() => Who(_world.Officers[0]);

    private async Task<Due> Owe(string party, int year, string definition, Guid? requirement, string shownTo)
    {
        var due = new Due(_words.NewId(), party, shownTo);
        var state = Pick(["owed", "owed", "met", "excused"]);
        var day = new DateOnly(year + (_chance.Next(3) == 0 ? 1 : 0), _chance.Next(1, 13), _chance.Next(1, 28));
        var opened = _world.Tick();
        var meets = state == "met" ? _world.Things.FirstOrDefault(thing => thing.Party == party && thing.Of.Code == definition && thing.Version > 0) : null;
        await _world.Execute("""
            with made as (
              insert into obligations.obligation (id, body, definition, party, requirement, called, period, period_code, due_on, due_at, state, nil, met_at, opened_at, changed_at, seq, aud, own_aud)
              values (@Id, @Code, @definition, @Party, @requirement, @called::jsonb, daterange(make_date(@year, 1, 1), make_date(@year + 1, 1, 1)), @year::text, @day, @dayAt, @state, false, @met, @opened, @opened, 1, @aud, @own)),
            event as (
              insert into obligations.event (obligation, seq, kind, at, due_on, due_at, state, met_at, called) values (@Id, 1, 'opened', @opened, @day, @dayAt, @state, @met, @called::jsonb))
            insert into obligations.ground (obligation, seq, own_aud, reason, statement, version, note) values (@Id, 1, @own, @reason::jsonb, @statement, @version, @note)
            """, new
        {
            due.Id, Code, definition, due.Party, requirement, year, day, dayAt = day.AddDays(1).ToDateTime(default, DateTimeKind.Utc), state, opened = opened.UtcDateTime,
            called = requirement is null ? null : JsonSerializer.Serialize(new Called(_words.Word(), Say(_words.Word())), JsonSerializerOptions.Web),
            met = state == "met" ? opened.UtcDateTime : (DateTime?)null, aud = await Number(party, shownTo), own = await Number(party, "own"),
            reason = JsonSerializer.Serialize(new DutyReason(Say(_words.Word()), []), JsonSerializerOptions.Web), statement = meets?.Id, version = meets?.Version, note = state == "excused" ? _words.Word() : null,
        });
        All.Add(due);
        return due;
    }

    private ValueTask<int> Number(string party, string shownTo) => The<ReadersOf>().Number(_world.Body, party, shownTo);

    // Its day moves, or it no longer applies.
    private async Task<bool> Happen(Due due)
    {
        var lifted = _chance.Next(4) == 0;
        await _world.Execute("""
            with before as (
              update obligations.obligation set seq = seq + 1, state = case when @lifted then 'lifted' else state end, met_at = case when not @lifted then met_at end,
                due_on = due_on + 3, due_at = due_at + interval '3 days', changed_at = @at where id = @Id returning *),
            event as (
              insert into obligations.event (obligation, seq, kind, at, due_on, due_at, state, met_at, called) select id, seq, case when @lifted then 'lifted' else 'due-moved' end, @at, due_on, due_at, state, met_at, called from before)
            insert into obligations.ground (obligation, seq, own_aud, reason, note) select id, seq, own_aud, @reason::jsonb, @note from before
            """, new { due.Id, lifted, at = _world.Tick().UtcDateTime, note = _words.Word(), reason = JsonSerializer.Serialize(new DutyReason(Say(_words.Word()), []), JsonSerializerOptions.Web) });
        return true;
    }

    private async Task<bool> Give(Due due)
    {
        _world.Tick();
        var head = _world.Heads[due.Party];
        return await The<Delegating>().Give(await Who(head), due.Id, head, _words.Word()) == Delegated.Done;
    }

    private async Task<bool> Write(IReadOnlyList<string> parties, bool sent)
    {
        var (now, officer) = (_world.Tick(), await Officer());
        var replyBy = DateOnly.FromDateTime(World.Now.UtcDateTime).AddDays(_chance.Next(-10, 20));
        var mailing = await The<Outreach>().Make(officer, new ToWrite(_world.Body, _world.Body.Letters![0], LastYear, "en", _chance.Next(3) == 0 ? null : replyBy,
            parties.ToDictionary(party => party, _ => new Written(_words.Word(), [new(_words.Word(), null), new(null, [_words.Word()])]), StringComparer.Ordinal)), default);
        await _world.Execute("insert into obligations.letter_paper (letter, pdf, made_at) select id, convert_to('%PDF ' || subject, 'UTF8'), @now from obligations.letter where mailing = @mailing", new { mailing, now = now.UtcDateTime });
        var made = (await The<LetterReading>().Of(officer, Code, mailing, default)).Select(letter => new Posted(letter.Id, mailing, letter.Party)).ToList();
        Letters.AddRange(made);
        foreach (var letter in made.Where(_ => sent))
            await Send(letter, _chance.Next(3));
        return true;
    }

    private async Task Send(Posted letter, int then)
    {
        _world.Tick();
        letter.IsSent = await The<Outreach>().Send(await Officer(), _world.Body, letter.Mailing, letter.Id, default) == 1;
        if (then == 0)
            await The<Outreach>().Reply(await Who(_world.Heads[letter.Party]), letter.Id, _words.Word(), "here", default);
        if (then == 1)
            await FollowUp(letter);
    }

    private async Task<bool> FollowUp(Posted letter)
    {
        _world.Tick();
        return await The<Outreach>().FollowUp(await Officer(), Code, letter.Id, DateOnly.FromDateTime(World.Now.UtcDateTime).AddDays(_chance.Next(-20, 5)), _words.Word(), default);
    }

    private async Task<bool> Assess(int days)
    {
        var (now, officer) = (_world.Tick(), await Officer());
        var meeting = Meeting.On(DateOnly.FromDateTime(World.Now.UtcDateTime).AddDays(days), Code, _words.Word(), LastYear, _world.Body.Assessment!, now);
        await The<Findings>().Open(officer, meeting, await The<StatusReading>().Matrix(officer, StatusAsked.Year(Code, LastYear), default), default);
        var found = (await The<Findings>().Of(officer, meeting.Id, default)).Select(finding => (meeting, finding.Id, finding.Party)).ToList();
        Meetings.Add(meeting);
        Found.AddRange(found);
        foreach (var one in found.Where(_ => _chance.Next(2) == 0))
            await Judge(one);
        return true;
    }

    private async Task<bool> Judge((Meeting Meeting, Guid Id, string Party) one)
    {
        _world.Tick();
        return _chance.Next(2) == 0
            ? await The<Findings>().Judge(Code, one.Id, Pick(["draft", "provisional"]), Pick(Verdicts.All), _words.Word(), default)
            : await The<Findings>().Reply(Code, one.Party, one.Id, _words.Word(), _words.Word(), _words.Word(), one.Meeting.DraftOn, default);
    }

    private async Task<bool> Freeze(string shownTo)
    {
        _world.Tick();
        var id = await The<MeetingPapers>().Freeze(await Officer(), _world.Body, _words.Word(), LastYear, shownTo, "en", default);
        await _world.Execute("update obligations.paper set pdf = convert_to('%PDF ' || name, 'UTF8') where id = @id", new { id });
        Papers.Add((id, shownTo));
        return true;
    }
}
