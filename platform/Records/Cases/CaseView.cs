using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Pages;
using Entente.Records.Reading;
using Entente.Records.Writing;
using Npgsql;

namespace Entente.Records.Cases;

/// <summary>How a case is handled, as the party and the body's people see it.</summary>
/// <param name="Officer">Who has it; null where nobody does, or for whoever does not serve.</param>
public sealed record CaseView(IReadOnlyList<Past> Past, IReadOnlyList<ClockReading> Clocks, Guid? OfficerId, string? Officer, IReadOnlyList<WrittenLetter> Letters, IReadOnlyList<ReferralView> Referrals)
{
    /// <summary>Whether the reader may give it to somebody.</summary>
    public bool MayAllot { get; init; }

    public bool MayRefer { get; init; }
}

public sealed record WrittenLetter(Guid Id, string Code, string Language, DateTimeOffset At);

/// <param name="To">"post:CODE" or "party:CODE".</param>
public sealed record ReferralView(Guid Id, string To, DateTimeOffset AskedAt, DateTimeOffset Due, DateTimeOffset? AnsweredAt);

/// <summary>Reads what belongs to a case, under the policies of its reader.</summary>
public sealed class CaseDesk(Readings readings, People people)
{
    /// <summary>Null for whoever may not see how it is handled.</summary>
    public async Task<CaseView?> Find(Person? reader, Body body, Definition definition, Filed head, CancellationToken cancel)
    {
        if (definition.Traits.Case is not { } trait || reader is null)
            return null;
        var view = await readings.As(reader, _ => Showing.History(head.Id).First(), connection => Read(connection, body, trait, head.Id, cancel), cancel);
        if (view is null)
            return null;
        var serves = Actor.Of(reader).Serves(body.Code);
        var officer = serves && view.OfficerId is { } id ? (await people.Find(id, cancel))?.Name : null;
        return view with { Officer = officer, MayAllot = serves && head.Version > 0, MayRefer = serves && head.Version > 0 && trait.Referrals is not null };
    }

    private static async Task<CaseView?> Read(NpgsqlConnection connection, Body body, CaseTrait trait, Guid id, CancellationToken cancel)
    {
        var past = await CaseReading.Past(connection, id, cancel);
        if (past.Count == 0)
            return null;
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in new[]
        {
            "select officer from records.allotment where statement = $1 and until is null",
            "select id, letter, language, at from records.letter where statement = $1 order by at, letter, language",
            "select id, coalesce('post:' || to_post, 'party:' || to_party), asked_at, due_at, answered_at from records.referral where statement = $1 order by asked_at",
        })
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = id } } });
        await using var row = await batch.ExecuteReaderAsync(cancel);
        Guid? officer = await row.ReadAsync(cancel) ? row.GetGuid(0) : null;
        var letters = new List<WrittenLetter>();
        await row.NextResultAsync(cancel);
        while (await row.ReadAsync(cancel))
            letters.Add(new WrittenLetter(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3)));
        var referrals = new List<ReferralView>();
        await row.NextResultAsync(cancel);
        while (await row.ReadAsync(cancel))
            referrals.Add(new ReferralView(row.GetGuid(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2), row.GetFieldValue<DateTimeOffset>(3), row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4)));
        return new CaseView(past, [.. trait.Clocks.Select(clock => Clocks.Read(clock, past, body)).OfType<ClockReading>()], officer, null, letters, referrals);
    }
}
