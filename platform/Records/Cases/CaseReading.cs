using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Writing;
using Npgsql;

namespace Entente.Records.Cases;

/// <summary>Fetches what decisions about a case look at; asked only of definitions whose steps look at time or at each other.</summary>
internal static class CaseReading
{
    private const string Taken = "select step, from_state, to_state, at, by, by_key from records.event where statement = $1 order by turn";

    private const string Beside = """
        select (select officer from records.allotment where statement = $1 and until is null),
          array (select clock from records.case_clock where statement = $1 and ran_out_at is not null),
          (select number from records.statement where id = $1)
        """;

    private const string Asked = "select coalesce('post:' || to_post, 'party:' || to_party), answered_at is not null from records.referral where id = $1 and statement = $2";

    public static async Task<CaseFacts> Load(NpgsqlConnection connection, Command command, Definition definition, People people, CancellationToken cancel)
    {
        if (!Handling.Concerns(definition))
            return CaseFacts.None;
        var facts = new CaseFacts(await Past(connection, command.Statement, cancel));
        if (definition.Kind != DefinitionKind.Case)
            return facts;
        await using (var beside = new NpgsqlCommand(Beside, connection) { Parameters = { new() { Value = command.Statement } } })
        await using (var row = await beside.ExecuteReaderAsync(cancel))
        {
            await row.ReadAsync(cancel);
            facts = facts with { Officer = row.IsDBNull(0) ? null : row.GetGuid(0), RanOut = row.GetFieldValue<string[]>(1), Number = row.IsDBNull(2) ? null : row.GetString(2) };
        }
        if (command is Allot { Officer: { } officer })
            facts = facts with { MayHave = await people.Find(officer, cancel) is { } person && Actor.Of(person).Serves(command.Body) };
        if (command is Advise advise)
            facts = facts with { Referral = await Referral(connection, advise, cancel) };
        return facts;
    }

    public static async Task<List<Past>> Past(NpgsqlConnection connection, Guid statement, CancellationToken cancel)
    {
        await using var taken = new NpgsqlCommand(Taken, connection) { Parameters = { new() { Value = statement } } };
        await using var row = await taken.ExecuteReaderAsync(cancel);
        var past = new List<Past>();
        while (await row.ReadAsync(cancel))
            past.Add(new Past(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3), row.IsDBNull(4) ? null : row.GetGuid(4), row.IsDBNull(5) ? null : row.GetGuid(5)));
        return past;
    }

    private static async Task<KnownReferral?> Referral(NpgsqlConnection connection, Advise advise, CancellationToken cancel)
    {
        await using var asked = new NpgsqlCommand(Asked, connection) { Parameters = { new() { Value = advise.Referral }, new() { Value = advise.Statement } } };
        await using var row = await asked.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? new KnownReferral(row.GetString(0), row.GetBoolean(1)) : null;
    }
}
