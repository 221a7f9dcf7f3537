using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Npgsql;

namespace Entente.Records.ForParties;

/// <summary>A correction that the body's people propose, until the party answers.</summary>
/// <param name="OnVersion">The version that it corrects.</param>
public sealed record ProposedCorrection(Guid Id, int OnVersion, string Reason, DateTimeOffset At, Guid? By, string Content);

/// <summary>A version that the body's people entered for the party, until it confirms.</summary>
/// <param name="Original">The file that came.</param>
public sealed record EnteredVersion(int Number, string? Reason, DateTimeOffset At, Guid? By, Guid? Original);

/// <summary>What of a statement waits for the party's word. Only the party and the body's people see it.</summary>
public sealed record WaitingForParty(ProposedCorrection? Proposed, EnteredVersion? Entered)
{
    public bool Anything => Proposed is not null || Entered is not null;

    public static async Task<WaitingForParty> Of(NpgsqlConnection connection, Guid statement, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("select p.id, p.on_version, p.reason, p.proposed_at, p.proposed_by, p.content::text from records.proposal p where p.statement = $1 and p.settled_at is null") { Parameters = { new() { Value = statement } } },
                new("""
                    select v.number, v.reason, v.made_at, v.made_by, v.original
                    from records.statement s join records.version v on v.statement = s.id and v.number = s.version
                    where s.id = $1 and s.own_aud = any (records.reading()) and v.on_behalf and v.confirmed_at is null
                    """) { Parameters = { new() { Value = statement } } },
            },
        };
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var proposed = await rows.ReadAsync(cancel)
            ? new ProposedCorrection(rows.GetGuid(0), rows.GetInt32(1), rows.GetString(2), rows.GetFieldValue<DateTimeOffset>(3), Maybe(rows, 4), Writing.KnownStatement.Opened(connection, statement, rows.GetString(5))) : null;
        await rows.NextResultAsync(cancel);
        var entered = await rows.ReadAsync(cancel)
            ? new EnteredVersion(rows.GetInt32(0), rows.IsDBNull(1) ? null : rows.GetString(1), rows.GetFieldValue<DateTimeOffset>(2), Maybe(rows, 3), Maybe(rows, 4)) : null;
        return new WaitingForParty(proposed, entered);
    }

    private static Guid? Maybe(NpgsqlDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetGuid(column);
}

/// <summary>One answer that differs between two contents of a statement.</summary>
/// <param name="Number">Of the row, where it stands in a table.</param>
public sealed record ChangedAnswer(Section Section, Field Field, int? Number, Answer Was, Answer Now);

/// <summary>What one content says otherwise than another of the same definition: pure. Rows are the same by their ids.</summary>
public static class Changes
{
    public static IEnumerable<ChangedAnswer> Between(Statement before, Statement after)
    {
        foreach (var section in after.Definition.Sections)
        {
            if (!section.IsTable)
            {
                foreach (var changed in Of(section, null, before.Fields(section.Code), after.Fields(section.Code)))
                    yield return changed;
                continue;
            }
            var then = before.Rows(section.Code).Index().ToDictionary(row => row.Item.Id);
            foreach (var (place, row) in after.Rows(section.Code).Index())
                foreach (var changed in Of(section, place + 1, then.Remove(row.Id, out var was) ? was.Item : null, row))
                    yield return changed;
            foreach (var (place, gone) in then.Values.OrderBy(row => row.Index))
                foreach (var changed in Of(section, place + 1, gone, null))
                    yield return changed;
        }
    }

    private static IEnumerable<ChangedAnswer> Of(Section section, int? number, Row? was, Row? now)
    {
        for (var place = 0; place < section.Fields.Count; place++)
        {
            var (before, after) = (was?.Answers[place] ?? default, now?.Answers[place] ?? default);
            if (Writing.AnswerJson.Write(section.Fields[place], before) != Writing.AnswerJson.Write(section.Fields[place], after))
                yield return new ChangedAnswer(section, section.Fields[place], number, before, after);
        }
    }
}
