using System.Globalization;

namespace Entente.Bodies.Definitions;

/// <summary>Why something is owed, as far as a condition holds.</summary>
/// <param name="When">A formula; null: always.</param>
/// <param name="Says">With formulas in braces: <c>You hold a quota of {sum(quotas.kg)} kg.</c></param>
public sealed record Because(string? When, LocalText Says);

/// <summary>Another rhythm, where a rule asks for it: a week falls into its days.</summary>
public sealed record Tightening(Rhythm Every, string When, LocalText Says);

/// <summary>A register whose entries are requirements: each is owed once per period by each party for whom <paramref name="Who"/> holds.</summary>
/// <param name="Who">A formula over the entry's sections, party, period and facts.</param>
/// <param name="Due">A formula over the same for the day it is due; null: it has none.</param>
public sealed record Obliges(Rhythm Every, string Who, string? Due)
{
    public IReadOnlyList<Because>? Because { get; init; }

    /// <summary>How an entry is called in a period; null: by its title alone.</summary>
    public CodesOfEntry? Code { get; init; }

    /// <summary>The field with what is required, in words, by language: the first where a body words it once; null: the register's title.</summary>
    public LocalText? Title { get; init; }

    /// <summary>The field with the code of a return whose statements of the period meet it.</summary>
    public string? MetBy { get; init; }

    /// <summary>The field that names another entry, whose fulfilment meets this one too.</summary>
    public string? AlsoMetBy { get; init; }

    public AnsweredIn? AnsweredIn { get; init; }

    /// <summary>Days from the one it is due, those before it negative; null: as the body says.</summary>
    public IReadOnlyList<int>? Remind { get; init; }

    /// <summary>Who sees whether it was met; null: own.</summary>
    public string? StatusShownTo { get; init; }
}

/// <summary>Codes that change from year to year: rows of the entry, each with a code and the years, or days, from and until which it is used, both included.</summary>
/// <param name="Rows">The table; null: the code stands in a field and does not change.</param>
public sealed record CodesOfEntry(string? Rows, string Code, string? From, string? Until);

/// <summary>Where parties answer each requirement themselves: rows of a return, one for each.</summary>
/// <param name="Sent">The code that says it was sent.</param>
/// <param name="NotApplicable">The code that says it does not apply, which needs a reason.</param>
public sealed record AnsweredIn(string Return, string Section, string Requirement, string Answer, string Sent, string NotApplicable, string Reason)
{
    /// <summary>Other tables of the return with the same fields; null: none.</summary>
    public IReadOnlyList<string>? AlsoIn { get; init; }

    public IEnumerable<string> Sections => (AlsoIn ?? []).Prepend(Section);
}

/// <summary>When people are reminded of what is due: days from the one it is due, those before it negative.</summary>
public static class Reminders
{
    public const int Furthest = 366;

    /// <summary>Where neither a definition nor its body says anything.</summary>
    public static IReadOnlyList<int> Usual { get; } = [-14, -3, 1];

    /// <summary><c>14 days before</c>, <c>2 weeks after</c>, <c>on the day</c>; null where it is nothing of the kind.</summary>
    public static int? Read(string text)
    {
        if (text == "on the day")
            return 0;
        var parts = text.Split(' ');
        if (parts.Length != 3 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > Furthest)
            return null;
        int? days = parts[1] switch { "day" or "days" => number, "week" or "weeks" => number * 7, _ => null };
        int? signed = parts[2] switch { "before" => -days, "after" => days, _ => null };
        return signed is >= -Furthest and <= Furthest ? signed : null;
    }

    public static IReadOnlyList<int> Of(Body body, IReadOnlyList<int>? own) => own ?? body.Remind ?? Usual;
}

/// <summary>What is owed under a definition, whichever kind it is.</summary>
/// <param name="Every">The rhythm of its periods.</param>
public sealed record Owing(Rhythm Every, IReadOnlyList<Tightening> Tightens, string? By, string? Due, IReadOnlyList<Because> Because, IReadOnlyList<int>? Remind, string StatusShownTo)
{
    /// <summary>Null where nothing is owed under it: it has no periods, or it is declared by the body itself.</summary>
    public static Owing? Of(Definition definition) => definition switch
    {
        { Traits.Return: { } trait } when definition.DeclaredBy != Definition.ByBody => new Owing(trait.Every, trait.Tightens ?? [], trait.OwedBy, trait.Due, trait.Because ?? [], trait.Remind, trait.StatusShownTo ?? Sharing.Own),
        { Traits.Register.Obliges: { } obliges } => new Owing(obliges.Every, [], obliges.Who, obliges.Due, obliges.Because ?? [], obliges.Remind, obliges.StatusShownTo ?? Sharing.Own),
        _ => null,
    };
}
