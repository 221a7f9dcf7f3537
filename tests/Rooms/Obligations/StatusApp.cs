using System.Text.Json;
using Entente.Bodies;
using Entente.Bodies.Loading;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.Records;
using static Entente.Tests.Kit.Definitions;

namespace Entente.Tests.Rooms.Obligations;

/// <summary>A body of three parties in which obligations stand as the rules would have left them.</summary>
public sealed class StatusApp() : PublishedApp(() => new Loaded(Body() with { Letters = [Reminder], Assessment = Assessment.Usual("parties") }, [.. All().Values], []))
{
    public const string Everybody = "public";

    private readonly Dictionary<string, int> _audiences = new(StringComparer.Ordinal);

    public static LetterTemplate Reminder { get; } = new("reminder", Say("Reminder"), LetterTo.Missing, Say("Reports for {year}"), [Say("To {party}: {missing-count} missing."), Say("{missing}"), Say("{late}"), Say("Answer by {reply-by}.")]);

    public Guid Japan { get; private set; }

    public Guid Ghana { get; private set; }

    public Guid Desk { get; private set; }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Japan = await this.Person("Clerk of Japan", ("tuna", "JPN", [Right.Read, Right.Enter, Right.Submit]));
        Ghana = await this.Person("Clerk of Ghana", ("tuna", "GHA", [Right.Read, Right.Enter, Right.Submit]));
        Desk = await this.Person("Secretariat", ("tuna", null, [Right.Read, Right.Serve]));
    }

    /// <summary>The number of an audience of the body, as the words of its members.</summary>
    public async Task<int> Audience(params string[] members)
    {
        var key = string.Join(' ', members.Order());
        if (!_audiences.TryGetValue(key, out var number))
            _audiences[key] = number = await Ask<int>("""
                with made as (insert into records.audience (body, members) values ('tuna', @members) on conflict (body, members) do nothing returning id)
                select coalesce((select id from made), (select id from records.audience where body = 'tuna' and members = @members))
                """, new { members = members.Order(StringComparer.Ordinal).ToArray() });
        return number;
    }

    /// <summary>Something owed for a year, with one event; more of them by <see cref="Happened"/>.</summary>
    public async Task<Guid> Owes(string party, int year, DateOnly? due, string state = "owed", DateTimeOffset? met = null, string definition = "catch", Guid? requirement = null, string? code = null, bool nil = false, string shownTo = "own", DateTimeOffset? known = null)
    {
        var id = Guid.NewGuid();
        var own = await Audience("serving", $"party:{party}");
        var seen = shownTo switch { "own" => own, "public" => await Audience("public"), var all => await Audience("serving", $"party:{party}", $"all:{all}") };
        var at = known ?? Clock.GetUtcNow();
        var called = code is null ? null : JsonSerializer.Serialize(new Entente.Records.Called(code, Say($"Requirement {code}")), JsonSerializerOptions.Web);
        await Execute("""
            insert into obligations.obligation (id, body, definition, party, requirement, called, period, period_code, due_on, due_at, state, nil, met_at, opened_at, changed_at, seq, aud, own_aud)
            values (@id, 'tuna', @definition, @party, @requirement, @called::jsonb, daterange(make_date(@year, 1, 1), make_date(@year + 1, 1, 1)), @year::text, @due, @due_at, @state, @nil, @met, @at, @at, 1, @seen, @own);
            insert into obligations.event (obligation, seq, kind, at, due_on, due_at, state, nil, met_at, called) values (@id, 1, 'opened', @at, @due, @due_at, @state, @nil, @met, @called::jsonb);
            insert into obligations.ground (obligation, seq, own_aud) values (@id, 1, @own)
            """, new { id, definition, party, requirement, called, year, due, due_at = due?.AddDays(1).ToDateTime(default, DateTimeKind.Utc), state, nil, met = met?.UtcDateTime, at = at.UtcDateTime, seen, own });
        return id;
    }

    /// <summary>One more event, which the obligation is as from then on.</summary>
    public Task Happened(Guid id, string kind, DateTimeOffset at, string state, DateOnly? due, DateTimeOffset? met = null) => Execute("""
        with before as (update obligations.obligation set seq = seq + 1, state = @state, due_on = @due, due_at = @due_at, met_at = @met, changed_at = @at where id = @id returning seq, own_aud, called),
        event as (insert into obligations.event (obligation, seq, kind, at, due_on, due_at, state, met_at, called) select @id, seq, @kind, @at, @due, @due_at, @state, @met, called from before)
        insert into obligations.ground (obligation, seq, own_aud) select @id, seq, own_aud from before
        """, new { id, kind, at = at.UtcDateTime, state, due, due_at = due?.AddDays(1).ToDateTime(default, DateTimeKind.Utc), met = met?.UtcDateTime });
}
