using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Values;
using Entente.Records.Certificates;
using Entente.Records.Content;

namespace Entente.Records.Rules;

/// <summary>What rules look at beside the statement itself. Whoever judges has loaded it before; nothing is fetched meanwhile.</summary>
/// <param name="Party">Who declares; null for what the body itself declares.</param>
/// <param name="Day">The day of the statement: codes, entries and memberships count as they are on it.</param>
public sealed record Surroundings(Body Body, Party? Party, DateOnly Day)
{
    /// <summary>What <c>now()</c> and <c>today()</c> answer; without it, rules that ask are not run.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>For returns.</summary>
    public ReportedPeriod? Period { get; init; }

    /// <summary>The rows of each fact by its code, gone through as often as rules need it; a fact of one set of fields has one row or none. A rule whose fact is not here is not run.</summary>
    public IReadOnlyDictionary<string, IEnumerable<Value>> Facts { get; init; } = new Dictionary<string, IEnumerable<Value>>(StringComparer.Ordinal);

    /// <summary>The record of a definition that an id names, as a context of its fields; null where there is none that may be named on that day.</summary>
    public Func<string, string, Context?> Entry { get; init; } = (_, _) => null;

    /// <summary>The ids of the entries of a register that a table has a row for.</summary>
    public Func<string, IEnumerable<string>> Entries { get; init; } = _ => [];

    /// <summary>The certificates that are named; null where they are not looked at.</summary>
    public CertificateFacts? Certificates { get; init; }

    /// <summary>The names of the statement's files that the scanner refused.</summary>
    public IReadOnlyDictionary<Guid, string> RefusedFiles { get; init; } = new Dictionary<Guid, string>();

    /// <summary>What one evaluation of one rule may use.</summary>
    public long Steps { get; init; } = 1_000_000;

    public CancellationToken Cancel { get; init; }

    internal Limits Limits => new(Steps, Now: Now, Cancel: Cancel);

    internal Value PartyAsValue() => Party is { } party ? ValueOf(Body, party, Day) : Value.Null;

    internal static Value ValueOf(Body body, Party party, DateOnly day)
    {
        var membership = party.On(day);
        return Value.Of(Context.Of([
            ("code", Value.Of(party.Code)), ("name", Value.Of(party.Name.ToString())), ("country", Value.Of(party.Country)), ("standing", Value.Of(membership?.Standing)),
            ("groups", Value.Of(FeelList.Of([.. (membership?.Groups ?? []).Select(Value.Of)]))),
            .. (body.PartyColumns ?? []).Select(column => (ListRow.NameOf(column), CodesOfDay.CellOf(column, membership?.Values)))]));
    }

    internal Value PeriodAsValue() => Period is not { } period ? Value.Null
        : Value.Of(Context.Of(("start", Value.Of((Date)period.Start)), ("end", Value.Of((Date)period.End)), ("code", Value.Of(period.Code))));
}

/// <summary>The period a return is about; the last day excluded.</summary>
/// <param name="Code">2026-W07, 2026-07, 2026-Q1, 2026-H1, 2026.</param>
public sealed record ReportedPeriod(string Code, DateOnly Start, DateOnly End);

/// <summary>What became of a statement: everything that is wrong with it, and the facts that its rules looked at.</summary>
public sealed record Judgement(IReadOnlyList<Fault> Faults, IReadOnlyList<string> Facts)
{
    /// <summary>Whether a section, or a field of a section of fields, is asked as things stand.</summary>
    public Func<string, string?, bool> IsAsked { get; init; } = (_, _) => true;

    public bool Passes => !Faults.Any(fault => fault.Blocks);
}
