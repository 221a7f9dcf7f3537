using System.Text.RegularExpressions;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Shared.Localisation;

namespace Entente.Records.Cases;

/// <summary>A letter as it was written.</summary>
public sealed record Letter(LetterText Of, string Language, string Text);

/// <summary>Fills the letters of a case with its answers, in each of the body's languages. Pure.</summary>
public static partial class Letters
{
    private const string Blank = "—";

    /// <param name="number">Null where it is not given yet: its place is kept for it.</param>
    public static IReadOnlyList<Letter> Of(Definition definition, string step, Statement content, Body body, string? party, string? number, string? reason, DateOnly day)
    {
        if (definition.Traits.Case?.Letters is not { } letters)
            return [];
        return [.. from letter in letters
                   where letter.On.Contains(step, StringComparer.Ordinal)
                   from said in letter.Text.All
                   select new Letter(letter, said.Language, Fill(said.Text, said.Language, content, body, party, number, reason, day))];
    }

    private static string Fill(string text, string code, Statement content, Body body, string? party, string? number, string? reason, DateOnly day)
    {
        var language = Language.All.FirstOrDefault(known => known.Code == code) ?? Language.All[0];
        var cells = new CellText(body, day);
        return Holes().Replace(text, hole => hole.Groups["name"].Value switch
        {
            "number" => number ?? Blank,
            "party" => party is null ? body.Name.In(code).Text : body.Party(party)?.Name.In(code).Text ?? party,
            "day" => Formats.Of(language).Date(day),
            "reason" => string.IsNullOrWhiteSpace(reason) ? Blank : reason,
            var place => content.Definition.FieldAt(place) is var (section, field) && cells.Show(field, content[section.Code, field.Code], language) is { Length: > 0 } said ? said : Blank,
        });
    }

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Holes();
}
