using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Writing;

namespace Entente.Records.Registers;

/// <summary>What a version does to what is known of an entry.</summary>
public enum Act { Begin, Change, Correct, End, Reinstate, Merge, Undo, Split }

/// <summary>Something that is done to an entry of a register without new content: it ends, comes back, goes into another, or comes out again.</summary>
/// <param name="Expected">The version that was last seen.</param>
/// <param name="From">The first day; null: all days.</param>
/// <param name="Into">For a merger: the entry that stands for both.</param>
public sealed record Amend(Guid Statement, string Body, string Code, Act Act, int Expected, DateOnly? From, Guid? Into, string Reason) : Command(Statement, Body, Code);

/// <summary>What is known of an entry now, loaded before a decision.</summary>
/// <param name="Stretches">When it holds.</param>
/// <param name="LastAct">What its last version did.</param>
/// <param name="LastKnown">When something was last written of it: what comes now is known later.</param>
/// <param name="Content">What a command without content of its own says again.</param>
/// <param name="Survivor">For a merger: the entry that is to stand for both; null where there is none.</param>
public sealed record KnownEntry(IReadOnlyList<Stretch> Stretches, Act? LastAct, DateTimeOffset LastKnown, Statement? Content, Survivor? Survivor)
{
    /// <summary>Another entry stands for it.</summary>
    public bool Merged { get; init; }

    /// <summary>It came out of another entry, and that was undone.</summary>
    public bool TakenBack { get; init; }
}

/// <param name="Stands">Whether it counts, and was not merged itself.</param>
public sealed record Survivor(Guid Entry, string? Party, bool Stands);

/// <summary>What may be done to an entry, and what becomes of its days. Pure.</summary>
internal static class EntryActs
{
    public static Decision Amend(Situation situation, Amend amend)
    {
        if (situation is not { Known: { Version: > 0 } known, Entry: { Content: { } content } entry })
            return Decide.Refuse([Refusals.Of(Refusals.NotThere)]);
        var faults = new List<Fault>();
        Decide.CheckVersion(situation, amend.Expected, faults);
        if (situation.Definition.Workflow.State(known.State)?.Stands != true)
            faults.Add(Refusals.Of(Refusals.WrongState, known.State));
        if (situation.Way != Way.Agreed && !May(situation, known, amend, entry))
            faults.Add(Refusals.Of(Refusals.MayNot, Words(amend.Act)));
        Requesting.Check(situation, faults);
        if (string.IsNullOrWhiteSpace(amend.Reason))
            faults.Add(Refusals.Of(Refusals.ReasonNeeded, Words(amend.Act)));
        var valid = Days(situation, known, amend, entry, faults);
        var parts = amend.Act == Act.Undo && entry.LastAct == Act.Split ? Splitting.TakenBack(situation, amend.Reason, faults) : [];
        if (faults.Count > 0)
            return Decide.Refuse(faults);
        var version = new NewVersion(known.Version + 1, content, situation.Now)
        {
            Act = amend.Act, Valid = valid, Reason = amend.Reason.Trim(), Into = amend.Act == Act.Merge ? amend.Into : null, Undoes = amend.Act == Act.Undo ? known.Version : null,
            Ends = amend.Act is Act.End or Act.Merge or Act.Undo,
        };
        var after = known with { Version = version.Number, LastBy = situation.Actor, Valid = valid };
        return new Decision([], new Effect(known, after, null, version, [new Happening(Words(amend.Act), known.State, known.State, version.Number, situation.Now, OnBehalf: false, amend.Reason.Trim())]) { Parts = parts });
    }

    /// <summary>Whether what is said of an entry may be said of these days: what a step that submits asks.</summary>
    public static void CheckDays(Situation situation, Act act, Period? valid, bool replaces, bool onBehalf, List<Fault> faults)
    {
        if (situation.Definition.Traits.Register is not { } trait || valid is not { From: { } from })
            return;
        var stretches = situation.Entry?.Stretches ?? [];
        if (stretches.Count == 0 && situation.Entry?.TakenBack == true)
            faults.Add(Refusals.Of(TakenBack));
        if (situation.Entry?.Merged == true)
            faults.Add(Refusals.Of(MergedAlready));
        // What came by note was notified when the note came, not when somebody typed it in.
        if (act != Act.Correct && !onBehalf)
            CheckNotice(situation, trait, from, faults);
        if (act == Act.Correct && !Covers(stretches, from, valid.Value.Until ?? DateOnly.MaxValue))
            faults.Add(Refusals.Of(NothingToCorrect));
        if (act == Act.Change && !replaces && stretches.FirstOrDefault(stretch => stretch.From > from && stretch.From < (valid.Value.Until ?? DateOnly.MaxValue)) is { } planned)
            faults.Add(Refusals.Of(PlannedChange, Day(planned.From)));
    }

    public const string NoticeTooShort = "notice-too-short";
    public const string NothingToCorrect = "nothing-to-correct";
    public const string PlannedChange = "planned-change";
    public const string NothingHolds = "nothing-holds";
    public const string HoldsAlready = "holds-already";
    public const string NotMerged = "not-merged";
    public const string MergedAlready = "merged-already";
    public const string NoSurvivor = "no-survivor";
    public const string TakenBack = "taken-back";

    internal static string Words(Act act) => act.ToString().ToLowerInvariant();

    private static Period? Days(Situation situation, Known known, Amend amend, KnownEntry entry, List<Fault> faults)
    {
        if (amend.Act == Act.Undo)
        {
            if (entry.LastAct is not (Act.Merge or Act.End or Act.Split))
                faults.Add(Refusals.Of(NotMerged));
            return known.Valid;
        }
        if (entry.Merged)
            faults.Add(Refusals.Of(MergedAlready));
        if (amend.Act == Act.Merge && (entry.Survivor is not { Stands: true } || amend.Into == amend.Statement))
            faults.Add(Refusals.Of(NoSurvivor));
        if (amend.From is null && amend.Act != Act.Merge)
            faults.Add(Refusals.Of(Refusals.ValidNeeded));
        var from = amend.From ?? DateOnly.MinValue;
        if (amend.Act is Act.End or Act.Merge && !entry.Stretches.Any(stretch => stretch.Until > from))
            faults.Add(Refusals.Of(NothingHolds));
        // What came out of another and was taken back has never been.
        if (amend.Act == Act.Reinstate && entry.TakenBack)
            faults.Add(Refusals.Of(TakenBack));
        if (amend.Act == Act.Reinstate && entry.Stretches.Any(stretch => stretch.From <= from && from < stretch.Until))
            faults.Add(Refusals.Of(HoldsAlready));
        if (amend.Act is Act.End or Act.Reinstate && amend.From is { } day && situation.Definition.Traits.Register is { } trait)
            CheckNotice(situation, trait, day, faults);
        return new Period(amend.From, amend.Act == Act.Reinstate ? entry.Stretches.Where(stretch => stretch.From > from).Select(stretch => (DateOnly?)stretch.From).FirstOrDefault() : null);
    }

    // Two entries of one party it may merge itself; what belongs to two parties is for those who serve both.
    private static bool May(Situation situation, Known known, Amend amend, KnownEntry entry)
    {
        var (actor, body) = (situation.Actor, situation.Body.Code);
        if (actor.Serves(body))
            return true;
        return actor.May(["submit"], body, known.Party) && amend.Act switch
        {
            Act.Merge => entry.Survivor is null || entry.Survivor.Party == known.Party,
            Act.Undo => entry.LastAct != Act.Merge || entry.Survivor is null || entry.Survivor.Party == known.Party,
            _ => true,
        };
    }

    internal static void CheckNotice(Situation situation, RegisterTrait trait, DateOnly from, List<Fault> faults)
    {
        // What was asked for in time stays in time however long the answer takes.
        if (situation.Way == Way.Agreed)
            return;
        var earliest = Moment.DayOf(situation.Now, situation.Body).AddDays(trait.NoticeDays);
        if (trait.NoticeDays > 0 && from < earliest)
            faults.Add(Refusals.Of(NoticeTooShort, Decide.Text(trait.NoticeDays), Day(earliest)));
    }

    private static bool Covers(IReadOnlyList<Stretch> stretches, DateOnly from, DateOnly until)
    {
        foreach (var stretch in stretches.OrderBy(stretch => stretch.From))
            if (stretch.From <= from && from < stretch.Until)
                from = stretch.Until;
        return from >= until;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
