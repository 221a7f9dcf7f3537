using System.Globalization;
using Entente.Bodies.Definitions;

namespace Entente.Records.Disclosing;

/// <summary>
/// Who may read what, as a party chose it within what the definition allows: for the statement, and for sections and fields apart.
/// It is kept as its text, such as <c>public; report: sealed; catches.price: own; catches.area: from 2028-01-01</c>.
/// </summary>
/// <param name="ShownTo">"own", "sealed", "public", or an audience of the body.</param>
/// <param name="Opens">The first day on which the others read it; null: at once.</param>
/// <param name="Parts">What was said of parts, in the order of their places.</param>
public sealed record Choice(string ShownTo, DateOnly? Opens, IReadOnlyList<PartChoice> Parts)
{
    private const string From = "from";

    /// <summary>What is kept of it. The same choice always has the same text.</summary>
    public string Text => string.Join("; ", Parts.OrderBy(part => part.Place, StringComparer.Ordinal).Select(part => $"{part.Place}: {Said(part.ShownTo, part.Opens)}").Prepend(Said(ShownTo, Opens)));

    public PartChoice? Of(string place) => Parts.FirstOrDefault(part => part.Place == place);

    /// <exception cref="FormatException">It is no choice.</exception>
    public static Choice Read(string text) => Find(text) ?? throw new FormatException($"\"{text}\" is no choice of readers.");

    /// <summary>Null where the text is no choice.</summary>
    public static Choice? Find(string text)
    {
        var pieces = text.Split(';');
        if (Piece(pieces[0]) is not ({ } shownTo, var opens))
            return null;
        var parts = new List<PartChoice>();
        foreach (var piece in pieces.Skip(1))
        {
            if (piece.Split(": ") is not [var place, var said] || Piece(said) is not var (word, from) || parts.Exists(part => part.Place == place.Trim()))
                return null;
            if (word is not null || from is not null)
                parts.Add(new PartChoice(place.Trim(), word, from));
        }
        return new Choice(shownTo, opens, [.. parts.OrderBy(part => part.Place, StringComparer.Ordinal)]);
    }

    private static (string? ShownTo, DateOnly? Opens)? Piece(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            [] => null,
            [var word] => (word, null),
            [From, var day] => Day(day) is { } from ? (null, from) : null,
            [var word, From, var day] => Day(day) is { } from ? (word, from) : null,
            _ => null,
        };
    }

    private static string Said(string? shownTo, DateOnly? opens) =>
        string.Join(' ', new[] { shownTo, opens is { } day ? $"{From} {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : null }.OfType<string>());

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>What a party chose for a section, or for a field ("catches.price").</summary>
/// <param name="ShownTo">Null: as without the choice, but later.</param>
public sealed record PartChoice(string Place, string? ShownTo, DateOnly? Opens);

/// <summary>Something of a definition for which a party may say who reads it.</summary>
/// <param name="Place">A section, or "section.field"; empty for the statement.</param>
/// <param name="ShownTo">Who does where nothing is chosen; null: whoever reads the rest.</param>
public sealed record Chosen(string Place, Section? Section, Field? Field, string? ShownTo, IReadOnlyList<string> Choices, string? OpensWithin)
{
    /// <summary>All of a definition, the statement first.</summary>
    public static IEnumerable<Chosen> Of(Definition definition)
    {
        var sharing = definition.Sharing;
        if (sharing.Choices.Count > 0 || sharing.OpensWithin is not null)
            yield return new Chosen("", null, null, sharing.ShownTo, sharing.Choices, sharing.OpensWithin);
        foreach (var section in definition.Sections)
        {
            if (section.IsChosen)
                yield return new Chosen(section.Code, section, null, section.ShownTo, section.Choices ?? [], section.OpensWithin);
            foreach (var field in section.Fields.Where(field => field.IsChosen))
                yield return new Chosen($"{section.Code}.{field.Code}", section, field, field.ShownTo, field.Choices ?? [], field.OpensWithin);
        }
    }

    public bool Allows(string word) => word == ShownTo || Choices.Contains(word, StringComparer.Ordinal);
}
