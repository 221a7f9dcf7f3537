using System.Text;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Interchange;
using Entente.Records.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Cases;

/// <summary>What a step of a case writes beside its events: its clocks, who has it, what was asked and answered, and the letters.</summary>
internal static class CaseWriting
{
    private const string KeepClocks = "select records.keep_clocks($1, $2, $3, $4)";

    private const string NoteRunOut = "update records.case_clock set ran_out_at = $3 where statement = $1 and clock = $2";

    private const string Allot = "select records.allot($1, $2, $3, $4, $5)";

    private const string Ask = """
        insert into records.referral (id, statement, aud, to_post, to_party, question, shown, definition_version, asked_by, asked_at, due_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    private const string Advise = "update records.referral set opinion = $2, answered_by = $3, answered_at = $4 where id = $1 and answered_at is null";

    private const string Write = "insert into records.letter (id, statement, step, letter, language, text, at) values ($1, $2, $3, $4, $5, $6, $7)";

    public static async ValueTask Add(NpgsqlBatch batch, Situation situation, PublishedDefinition published, Command command, Effect effect, Audiences audiences, CancellationToken cancel)
    {
        if (situation.Definition.Traits.Case is not { } trait)
            return;
        var (statement, now) = (command.Statement, situation.Now);
        if (trait.Clocks.Count > 0 && effect.Events.Any(happening => happening.From != happening.To))
            batch.BatchCommands.Add(Clocks(situation, trait, statement, effect));
        if (effect.RanOut is { } clock)
            batch.BatchCommands.Add(new(NoteRunOut) { Parameters = { new() { Value = statement }, new() { Value = clock }, At(now) } });
        if (effect.Allotted is { } allotted)
            batch.BatchCommands.Add(new(Allot) { Parameters = { new() { Value = statement }, new() { Value = Guid.CreateVersion7(now) }, Id(allotted.Officer), Id(situation.Actor.Person), At(now) } });
        if (effect.Referred is { } referred)
            batch.BatchCommands.Add(await Asking(situation, published, statement, referred, audiences, cancel));
        if (effect.Advised is var (referral, opinion))
            batch.BatchCommands.Add(new(Advise) { Parameters = { new() { Value = referral }, new() { Value = opinion }, Id(situation.Actor.Person), At(now) } });
        AddLetters(batch, situation, statement, effect);
    }

    private static NpgsqlBatchCommand Clocks(Situation situation, CaseTrait trait, Guid statement, Effect effect)
    {
        List<Past> past = [.. situation.Case.Past, .. effect.Events.Select(happening => new Past(happening.Step, happening.From, happening.To, happening.At, situation.Actor.Person, situation.Actor.Key))];
        var going = trait.Clocks.Select(clock => Cases.Clocks.Read(clock, past, situation.Body)).OfType<ClockReading>().Where(reading => reading.EndedAt is null).ToList();
        return new NpgsqlBatchCommand(KeepClocks)
        {
            Parameters =
            {
                new() { Value = statement },
                new() { Value = going.Select(reading => reading.Clock.Code).ToArray() },
                new() { Value = going.Select(reading => reading.StartedAt.UtcDateTime).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
                new() { Value = going.Select(reading => reading.Due?.UtcDateTime).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
            },
        };
    }

    // Who is asked reads the question and what goes with it; so do the body's serving people, and nobody else.
    private static async ValueTask<NpgsqlBatchCommand> Asking(Situation situation, PublishedDefinition published, Guid statement, NewReferral referred, Audiences audiences, CancellationToken cancel)
    {
        string[] words = [referred.To, "serving"];
        Array.Sort(words, StringComparer.Ordinal);
        using var shown = new MemoryStream();
        await StatementJson.Write(shown, referred.Shown, cancel);
        var (kind, code) = referred.To.Split(':', 2) switch { var parts => (parts[0], parts[1]) };
        return new NpgsqlBatchCommand(Ask)
        {
            Parameters =
            {
                new() { Value = referred.Id }, new() { Value = statement }, new() { Value = await audiences.Number(situation.Body.Code, words, cancel) },
                Text(kind == "post" ? code : null), Text(kind == "party" ? code : null), new() { Value = referred.Question },
                new() { Value = Encoding.UTF8.GetString(shown.GetBuffer(), 0, (int)shown.Length), NpgsqlDbType = NpgsqlDbType.Jsonb }, new() { Value = published.Version },
                Id(situation.Actor.Person), At(situation.Now), At(referred.Due),
            },
        };
    }

    private static void AddLetters(NpgsqlBatch batch, Situation situation, Guid statement, Effect effect)
    {
        if (situation.Definition.Traits.Case?.Letters is null || (effect.Version?.Content ?? situation.Last) is not { } content)
            return;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(situation.Body.Zone);
        foreach (var happening in effect.Events)
        {
            var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(happening.At, zone).DateTime);
            foreach (var letter in Letters.Of(situation.Definition, happening.Step, content, situation.Body, effect.After.Party, situation.Case.Number, happening.Reason, day))
                batch.BatchCommands.Add(new(Write)
                {
                    Parameters =
                    {
                        new() { Value = Guid.CreateVersion7(situation.Now) }, new() { Value = statement }, new() { Value = happening.Step }, new() { Value = letter.Of.Code },
                        new() { Value = letter.Language }, new() { Value = letter.Text }, At(happening.At),
                    },
                });
        }
    }

    private static NpgsqlParameter Id(Guid? id) => new() { Value = (object?)id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid };

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter At(DateTimeOffset at) => new() { Value = at.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
