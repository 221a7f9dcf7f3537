using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Writing;
using Npgsql;

namespace Entente.Records.Registers;

/// <summary>One entry becomes two or more from a day on; the history of each points to it.</summary>
/// <param name="Expected">The version that was last seen.</param>
/// <param name="From">The first day; null: it had always been more than one.</param>
/// <param name="GoesOn">What the entry itself says from then on; null: it ends, and only what comes out of it goes on.</param>
/// <param name="Parts">The entries that come out of it.</param>
public sealed record Split(Guid Statement, string Body, string Code, int Expected, DateOnly? From, Statement? GoesOn, IReadOnlyList<SplitPart> Parts, string Reason) : Command(Statement, Body, Code);

/// <param name="Entry">Its id, made by whoever splits.</param>
public sealed record SplitPart(Guid Entry, Statement Content);

/// <summary>An entry that comes out of another, as a decision finds it.</summary>
/// <param name="Review">What the rules say of what it is to say.</param>
/// <param name="Found">As it is; null: it is yet to be.</param>
/// <param name="StandsForOthers">Another entry was merged into it.</param>
internal sealed record EntryPart(Guid Entry, Review Review, KnownStatement? Found, Statement? Content, bool StandsForOthers);

/// <summary>Whether an entry may become more than one, and what comes of it; and how that is taken back. Pure.</summary>
internal static class Splitting
{
    public const int MostParts = 20;
    public const string TooFewParts = "too-few-parts";
    public const string PartMoved = "part-moved";

    public static Decision Split(Situation situation, Split split)
    {
        if (situation is not { Known: { Version: > 0 } known, Entry: { Content: { } content } entry })
            return Decide.Refuse([Refusals.Of(Refusals.NotThere)]);
        var faults = new List<Fault>();
        Decide.CheckVersion(situation, split.Expected, faults);
        Check(situation, known, split, entry, faults);
        var reason = split.Reason?.Trim() ?? "";
        var said = split.GoesOn is null ? [] : Judged(situation, situation.Review, split.GoesOn, reason, faults);
        var each = split.Parts.Zip(situation.Parts, (part, found) => (part.Entry, part.Content, Said: Judged(situation, found.Review, part.Content, reason, faults))).ToList();
        if (faults.Exists(fault => fault.Blocks))
            return Decide.Refuse(faults);
        var until = entry.Stretches[^1].Until is var last && last == DateOnly.MaxValue ? (DateOnly?)null : last;
        var from = split.From ?? (entry.Stretches[0].From is var first && first == DateOnly.MinValue ? null : first);
        var state = StateOf(situation, known);
        var version = new NewVersion(known.Version + 1, split.GoesOn ?? content, situation.Now)
        {
            Act = Act.Split, Valid = new Period(split.From, split.GoesOn is null ? null : until), Reason = reason, Ends = split.GoesOn is null, Faults = said,
        };
        var after = known with { Version = version.Number, State = state, LastBy = situation.Actor, Valid = version.Valid };
        return new Decision(faults, new Effect(known, after, null, version, [Happened(situation, known.State, state, version.Number, reason)])
        {
            Parts = [.. each.Select(part => (part.Entry, Beginning(situation, part.Entry, known, state, new NewVersion(1, part.Content, situation.Now) { Act = Act.Begin, Valid = new Period(from, until), Reason = reason, Faults = part.Said })))],
        });
    }

    /// <summary>What came out of an entry goes as if it had never been, unless something was done to it since.</summary>
    public static IReadOnlyList<(Guid, Effect)> TakenBack(Situation situation, string reason, List<Fault> faults)
    {
        if (situation.Parts.Any(part => part.Found is not { Known.Version: 1 } || part.Content is null || part.StandsForOthers))
        {
            faults.Add(Refusals.Of(PartMoved));
            return [];
        }
        return [.. situation.Parts.Select(part => (part.Entry, Gone(situation, part.Found!.Known, part.Content!, reason.Trim())))];
    }

    private static void Check(Situation situation, Known known, Split split, KnownEntry entry, List<Fault> faults)
    {
        if (situation.Definition.Workflow.State(known.State)?.Stands != true)
            faults.Add(Refusals.Of(Refusals.WrongState, known.State));
        if (situation.Way != Way.Agreed && !situation.Actor.Serves(situation.Body.Code) && !situation.Actor.May(["submit"], situation.Body.Code, known.Party))
            faults.Add(Refusals.Of(Refusals.MayNot, EntryActs.Words(Act.Split)));
        Requesting.Check(situation, faults);
        if (string.IsNullOrWhiteSpace(split.Reason))
            faults.Add(Refusals.Of(Refusals.ReasonNeeded, EntryActs.Words(Act.Split)));
        if (entry.Merged)
            faults.Add(Refusals.Of(EntryActs.MergedAlready));
        var count = split.Parts.Count + (split.GoesOn is null ? 0 : 1);
        if (count is < 2 or > MostParts || split.Parts.DistinctBy(part => part.Entry).Count() != split.Parts.Count)
            faults.Add(Refusals.Of(TooFewParts, Decide.Text(MostParts)));
        if (!entry.Stretches.Any(stretch => split.From is not { } from || (stretch.From <= from && from < stretch.Until)))
            faults.Add(Refusals.Of(EntryActs.NothingHolds));
        if (split.From is { } day && situation.Definition.Traits.Register is { } trait)
            EntryActs.CheckNotice(situation, trait, day, faults);
    }

    // The reason for the split is the reason for what its parts are warned of.
    private static IReadOnlyList<(Fault, string?)> Judged(Situation situation, Review review, Statement content, string reason, List<Fault> faults)
    {
        var own = situation with { Review = review };
        return Stepping.CheckContent(own, content, reason.Length == 0 ? [] : [.. review.Judge(content).Where(fault => fault.Level == CheckLevel.Warning).Select(fault => new Excuse(fault.Rule, fault.Section, fault.Row, fault.Field, reason))], faults);
    }

    // What a party says anew is looked at as when it submits; what the body's people split stays as they accepted it.
    private static string StateOf(Situation situation, Known known)
    {
        var workflow = situation.Definition.Workflow;
        return situation.Way == Way.Agreed || situation.Actor.Serves(situation.Body.Code) ? known.State
            : workflow.Steps.FirstOrDefault(step => step.Submits && workflow.State(step.To)?.Stands == true)?.To ?? known.State;
    }

    private static Effect Beginning(Situation situation, Guid id, Known origin, string state, NewVersion version)
    {
        var after = new Known(id, origin.Party, null, state, 1, origin.ShownTo, null, situation.Actor, [], false, null) { Valid = version.Valid };
        return new Effect(null, after, new Subject(origin.Party, ShownTo: origin.ShownTo), version, [Happened(situation, null, state, 1, version.Reason)]);
    }

    private static Effect Gone(Situation situation, Known known, Statement content, string reason)
    {
        var version = new NewVersion(known.Version + 1, content, situation.Now) { Act = Act.Undo, Valid = new Period(null, null), Reason = reason, Ends = true };
        return new Effect(known, known with { Version = version.Number, LastBy = situation.Actor, Valid = version.Valid }, null, version,
            [new Happening(EntryActs.Words(Act.Undo), known.State, known.State, version.Number, situation.Now, OnBehalf: false, reason)]);
    }

    private static Happening Happened(Situation situation, string? from, string to, int version, string? reason) =>
        new(EntryActs.Words(Act.Split), from, to, version, situation.Now, OnBehalf: false, reason);
}

/// <summary>Loads what comes out of an entry, or came out of it with its last version.</summary>
internal static class EntryParts
{
    private const string Children = """
        select p.statement, exists (select from records.entry_merger m where m.survivor = p.statement and m.undone_in is null)
        from records.entry_split p where p.origin = $1 and p.version = $2 and p.undone_in is null order by p.statement
        """;

    public static async Task<IReadOnlyList<EntryPart>> Load(NpgsqlConnection connection, Reviews reviews, DefinitionCatalogue definitions, Body body, PublishedDefinition published, Command command, KnownStatement? origin, KnownEntry? entry, CancellationToken cancel)
    {
        var parts = new List<EntryPart>();
        if (command is Split split)
            foreach (var part in split.Parts)
            {
                var take = new Take(part.Entry, split.Body, split.Code, "", 0) { Opening = new Subject(origin?.Known.Party), Content = part.Content, Valid = split.From is { } from ? new Period(from, null) : null };
                parts.Add(new EntryPart(part.Entry, (await reviews.Of(connection, body, published, take, null, cancel)).Review, null, part.Content, false));
            }
        else if (command is Amend { Act: Act.Undo } && entry?.LastAct == Act.Split)
            foreach (var (child, stands) in await Came(connection, origin!.Known, cancel))
            {
                var found = await KnownStatement.Load(connection, command with { Statement = child }, published.Definition, cancel);
                parts.Add(new EntryPart(child, Review.Nothing, found, await EntryFacts.Said(connection, definitions, published, child, 1, cancel), stands));
            }
        return parts;
    }

    private static async Task<List<(Guid, bool)>> Came(NpgsqlConnection connection, Known origin, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Children, connection) { Parameters = { new() { Value = origin.Id }, new() { Value = origin.Version } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        var children = new List<(Guid, bool)>();
        while (await row.ReadAsync(cancel))
            children.Add((row.GetGuid(0), row.GetBoolean(1)));
        return children;
    }
}
