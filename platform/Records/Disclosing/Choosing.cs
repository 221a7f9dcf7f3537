using System.Globalization;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Writing;

namespace Entente.Records.Disclosing;

/// <summary>Whether a party may choose so, and what a change of readers does. Pure.</summary>
internal static class Choosing
{
    public const string Shown = "show-to";

    /// <summary>A choice in the form that is kept; whatever is no choice stays as it is, to be refused.</summary>
    public static string? Plain(string? shownTo) => shownTo is null ? null : Choice.Find(shownTo)?.Text ?? shownTo;

    public static void Check(Situation situation, string? shownTo, Period? period, List<Fault> faults) =>
        faults.AddRange(Faults(situation.Definition, situation.Known?.ShownTo, shownTo, day => Latest(situation.Body, day, period, situation.Known?.OpenedAt, situation.Now)));

    /// <summary>What speaks against a choice. What was chosen before is not asked again.</summary>
    /// <param name="latest">The last day on which something may open that may stay closed so long.</param>
    public static List<Fault> Faults(Definition definition, string? before, string? shownTo, Func<string?, DateOnly?> latest)
    {
        if (shownTo is null || Plain(shownTo) == before)
            return [];
        if (Choice.Find(shownTo) is not { } choice)
            return [Refusals.Of(Refusals.ChoiceNotGiven, shownTo)];
        var faults = new List<Fault>();
        var given = Chosen.Of(definition).ToDictionary(one => one.Place, StringComparer.Ordinal);
        Check(given.GetValueOrDefault("") ?? new Chosen("", null, null, definition.Sharing.ShownTo, [], null), choice.ShownTo, choice.Opens, choice, latest, faults);
        foreach (var part in choice.Parts)
            if (given.TryGetValue(part.Place, out var of))
                Check(of, part.ShownTo, part.Opens, choice, latest, faults);
            else
                faults.Add(Refusals.Of(Refusals.ChoiceNotGiven, part.Place));
        return faults;
    }

    /// <summary>The last day on which it may open.</summary>
    public static DateOnly? Latest(Body body, string? within, Period? period, DateTimeOffset? opened, DateTimeOffset now) =>
        within is null || Embargo.Read(within) is not { } embargo ? null : embargo.Last(period?.Until ?? body.DayOf(opened ?? now));

    public static Decision Show(Situation situation, ShowTo show)
    {
        if (situation.Known is not { Version: > 0 } known)
            return Decide.Refuse([Refusals.Of(Refusals.NotThere)]);
        var faults = new List<Fault>();
        Decide.CheckVersion(situation, show.Expected, faults);
        // What holds on days, runs by clocks or uses lines changes its readers with what it says next.
        if (situation.Definition.Kind != DefinitionKind.Return)
            faults.Add(Refusals.Of(Refusals.WithNextVersion));
        if (!situation.Actor.May([.. MayShare(situation.Definition)], situation.Body.Code, known.Party))
            faults.Add(Refusals.Of(Refusals.MayNot, Shown));
        if (string.IsNullOrWhiteSpace(show.Reason))
            faults.Add(Refusals.Of(Refusals.ReasonNeeded, Shown));
        Check(situation, show.ShownTo, known.Period, faults);
        if (Plain(show.ShownTo) == known.ShownTo)
            faults.Add(Refusals.Of(Refusals.SameReaders));
        if (faults.Count > 0)
            return Decide.Refuse(faults);
        var version = new NewVersion(known.Version + 1, new Statement(situation.Definition), situation.Now) { Reason = show.Reason.Trim() };
        var after = known with { Version = version.Number, ShownTo = Plain(show.ShownTo)!, LastBy = situation.Actor };
        return new Decision([], new Effect(known, after, null, version, [new Happening(Shown, known.State, known.State, version.Number, situation.Now, OnBehalf: false, version.Reason)]) { Because = version.Reason });
    }

    /// <summary>Who answers for what is submitted answers for who reads it.</summary>
    public static IEnumerable<string> MayShare(Definition definition) => definition.Workflow.Steps.Where(step => step.Submits).SelectMany(step => step.By).Distinct(StringComparer.Ordinal);

    private static void Check(Chosen of, string? word, DateOnly? opens, Choice choice, Func<string?, DateOnly?> latest, List<Fault> faults)
    {
        if (word is not null && !of.Allows(word))
            faults.Add(Refusals.Of(Refusals.ChoiceNotGiven, word));
        if (opens is not { } day)
            return;
        var others = (word ?? of.ShownTo ?? choice.ShownTo) is not (Sharing.Own or Sharing.Sealed);
        if (!others || latest(of.OpensWithin) is not { } last)
            faults.Add(Refusals.Of(Refusals.OpensNotGiven, Iso(day)));
        else if (day > last)
            faults.Add(Refusals.Of(Refusals.OpensTooLate, Iso(day), Iso(last)));
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
