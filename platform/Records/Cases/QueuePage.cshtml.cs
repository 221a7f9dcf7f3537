using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Reading;
using Entente.Records.Writing;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Cases;

/// <summary>A case that somebody has to handle.</summary>
/// <param name="Due">The first instant that is too late; null: no clock runs.</param>
public sealed record Waiting(Guid Id, string Definition, string? Party, string? Number, string? Title, string State, DateTimeOffset ChangedAt, DateTimeOffset? Due, bool StandsStill, Guid? Officer);

/// <summary>The cases that wait for the body's people: mine, nobody's, all; what is overdue first.</summary>
public sealed class QueuePage(BodyCatalogue bodies, DefinitionCatalogue definitions, Readings readings, People people, TimeProvider time) : BodyPage(bodies)
{
    private const string Open = """
        from records.statement s
        left join lateral (select min(k.due_at) as due_at, bool_or(k.due_at is null) as still from records.case_clock k where k.statement = s.id having count(*) > 0) c on true
        left join records.allotment a on a.statement = s.id and a.until is null
        where s.body = $1 and s.version > 0 and (c is not null or s.definition || ' ' || s.state = any ($2))
          and case $3 when 'mine' then a.officer = $4 when 'unallotted' then a.officer is null else true end
        """;

    public ListState State { get; private set; } = null!;

    public IReadOnlyList<Waiting> Rows { get; private set; } = [];

    public (int Mine, int Unallotted, int All) Counts { get; private set; }

    public int Total => Tab switch { "mine" => Counts.Mine, "unallotted" => Counts.Unallotted, _ => Counts.All };

    public string Tab { get; private set; } = "mine";

    public IReadOnlyDictionary<Guid, string> Officers { get; private set; } = new Dictionary<Guid, string>();

    private Dictionary<string, Definition> Cases { get; set; } = [];

    public string Address => $"{BodyAddress}/cases";

    public string Mine => $"{Address}?tab=mine";

    public string Unallotted => $"{Address}?tab=unallotted";

    public string All => $"{Address}?tab=all";

    public async Task<IActionResult> OnGetAsync(string body, string? tab)
    {
        if (!Find(body))
            return Refuse(StatusCodes.Status404NotFound);
        if (!Actor.Of(Me!).Serves(body))
            return Refuse(StatusCodes.Status403Forbidden);
        State = ListState.Of(Request, "due");
        Cases = definitions.All(body).Where(published => published.Definition.Kind == DefinitionKind.Case).ToDictionary(published => published.Definition.Code, published => published.Definition, StringComparer.Ordinal);
        Counts = await readings.As(Me, Showing.Nothing("how many, not whose"), Count, Cancelled);
        // Opened without a choice, it shows what waits: for oneself, else for anybody.
        Tab = tab is "unallotted" or "all" or "mine" ? tab : Counts.Mine > 0 || Counts.All == 0 ? "mine" : Counts.Unallotted > 0 ? "unallotted" : "all";
        Rows = await readings.As(Me, rows => Showing.List(rows.Select(row => row.Id)), Read, Cancelled);
        var names = new Dictionary<Guid, string>();
        foreach (var officer in Rows.Select(row => row.Officer).OfType<Guid>().Distinct())
            names[officer] = (await people.Find(officer, Cancelled))?.Name ?? "";
        Officers = names;
        return Page();
    }

    public Definition DefinitionOf(Waiting row) => Cases[row.Definition];

    public string NameOf(Waiting row) => row.Title ?? row.Number ?? T["records.page.untitled"];

    public string? PartyName(string? party) => party is null ? null : Body.Party(party) is { } known ? Say(known.Name).Text : party;

    public bool Overdue(Waiting row) => row.Due <= time.GetUtcNow();

    public DateOnly LastDay(DateTimeOffset due) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(due, TimeZoneInfo.FindSystemTimeZoneById(Body.Zone)).DateTime).AddDays(-1);

    // The states from which somebody of the body's people may go on.
    private string[] Waited => [.. from definition in Cases.Values from state in definition.Workflow.States
                                   where definition.Workflow.From(state.Code).Any(step => step.By.Any(word => word == "serve" || Body.Post(word)?.For == PostFor.Body) && step.Within is null) && state != definition.Workflow.First
                                   select $"{definition.Code} {state.Code}"];

    private async Task<(int Mine, int Unallotted, int All)> Count(NpgsqlConnection connection)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Narrowed($"select count(*) filter (where a.officer = $4)::int, count(*) filter (where a.officer is null)::int, count(*)::int {Open}", "all"));
        await using var row = await batch.ExecuteReaderAsync(Cancelled);
        await row.ReadAsync(Cancelled);
        return (row.GetInt32(0), row.GetInt32(1), row.GetInt32(2));
    }

    private async Task<IReadOnlyList<Waiting>> Read(NpgsqlConnection connection)
    {
        await using var batch = new NpgsqlBatch(connection);
        var page = Narrowed($"select s.id, s.definition, s.party, s.number, s.title, s.state, s.changed_at, c.due_at, coalesce(c.still, false), a.officer {Open} order by c.due_at nulls last, s.changed_at, s.id offset $5 limit $6", Tab);
        page.Parameters.AddWithValue(State.Offset);
        page.Parameters.AddWithValue(ListState.Size);
        batch.BatchCommands.Add(page);
        await using var row = await batch.ExecuteReaderAsync(Cancelled);
        var rows = new List<Waiting>();
        while (await row.ReadAsync(Cancelled))
            rows.Add(new Waiting(row.GetGuid(0), row.GetString(1), Text(2), Text(3), Text(4), row.GetString(5), row.GetFieldValue<DateTimeOffset>(6),
                row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7), row.GetBoolean(8), row.IsDBNull(9) ? null : row.GetGuid(9)));
        return rows;

        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }

    private NpgsqlBatchCommand Narrowed(string sql, string tab) => new(sql)
    {
        Parameters = { new() { Value = Body.Code }, new() { Value = Waited }, new() { Value = tab }, new() { Value = Me!.Id, NpgsqlDbType = NpgsqlDbType.Uuid } },
    };
}
