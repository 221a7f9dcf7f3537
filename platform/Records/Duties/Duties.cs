using Entente.Bodies;
using Entente.Bodies.Definitions;
using Npgsql;

namespace Entente.Records;

/// <summary>What is owed as descriptions and facts have it now. Nothing is remembered here: <c>Obligations</c> keeps what became known.</summary>
public sealed class Duties(BodyCatalogue bodies, DefinitionCatalogue definitions, TimeProvider time, ILogger<Duties> log)
{
    /// <summary>Whether anything is owed under it.</summary>
    public static bool Any(PublishedDefinition published) => !published.Withdrawn && Owing.Of(published.Definition) is { Every: not Rhythm.Once };

    /// <summary>The definitions whose statements or entries the rules of this one look at, itself not among them.</summary>
    public IReadOnlySet<string> Looks(Body body, PublishedDefinition published) =>
        DutyBook.Of(published, body, bodies.Definitions) is { } book
            ? book.Facts.Where(fact => fact.Source is FactSource.Register or FactSource.Statements).Select(fact => fact.Of).ToHashSet(StringComparer.Ordinal) : new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Whether a change of one party's statement of that definition may change what others owe under this one.</summary>
    public bool ConcernsAll(Body body, PublishedDefinition published, string changed) =>
        DutyBook.Of(published, body, bodies.Definitions) is { } book && book.Facts.Any(fact => fact.Of == changed && !fact.OwnOnly);

    /// <summary>Each period of each party, for each requirement where they come from a register, as far as it is owed.</summary>
    public async Task<DutyAnswer> Of(NpgsqlConnection connection, Body body, PublishedDefinition published, DutyScope scope, CancellationToken cancel)
    {
        if (DutyBook.Of(published, body, bodies.Definitions) is not { } book)
            return DutyAnswer.Nothing;
        var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(body.Zone));
        var periods = Periods(book.Owing.Every, scope);
        if (periods.Count == 0)
            return DutyAnswer.Nothing;
        var parties = body.Parties.Where(party => scope.Parties?.Contains(party.Code, StringComparer.Ordinal) != false).ToList();
        var days = new DutyDays(book, now);
        var spans = days.Spans([.. periods, .. book.Tightens.Select(one => one.Every).Distinct().SelectMany(finer => periods.SelectMany(period => ReportingPeriod.Between(finer, period.Start, period.End)))], parties);
        var facts = await DutyFacts.Load(connection, definitions, book, scope.Parties is { Count: 1 } one ? one.First() : null, spans, cancel);
        var entries = book.Obliges is null ? null : await DutyEntry.Load(connection, published, book.Scopes, periods[0].Start, periods[^1].End, null, cancel);
        var judging = new DutyJudging(book, facts, days, log);
        var answer = new DutyAnswer();
        foreach (var party in parties)
            foreach (var period in periods)
                if (Declares(book, party, period))
                    judging.Judge(party, period, entries, answer);
        return answer;
    }

    /// <summary>Every period that ends after the first day and begins before the last.</summary>
    internal static List<ReportingPeriod> Periods(Rhythm rhythm, DutyScope scope) =>
        ReportingPeriod.Holding(rhythm, scope.From) is { } first ? [.. ReportingPeriod.Between(rhythm, first.Start, scope.Until)] : [];

    // What the body itself keeps, parties owe by what its rules say; what parties declare, those who may on the last day.
    private static bool Declares(DutyBook book, Party party, ReportingPeriod period)
    {
        if (party.On(period.End.AddDays(-1)) is not { } membership)
            return false;
        var audience = book.Definition.Kind == DefinitionKind.Register ? book.AnsweredBy : book.Definition.DeclaredBy;
        return audience is null || book.Body.Standing(membership.Standing)?.Audiences.Contains(audience, StringComparer.Ordinal) == true;
    }
}

/// <summary>What is owed, and of what it could not be worked out whether it is: of that nothing changes.</summary>
public sealed class DutyAnswer
{
    internal static DutyAnswer Nothing => new();

    public List<DutyPeriod> Owed { get; } = [];

    /// <summary>Party, first day of the period, and requirement.</summary>
    public HashSet<(string Party, DateOnly Start, Guid? Requirement)> Undecided { get; } = [];
}
