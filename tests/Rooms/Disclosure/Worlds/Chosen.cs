using Entente.Bodies.Definitions;

namespace Entente.Tests.Rooms.Disclosure.Worlds;

/// <summary>To whom something is shown, and the first day on which it is; null: at once.</summary>
internal readonly record struct Shown(string To, DateOnly? From = null);

/// <summary>
/// Who is to read a statement, as its party said it: of the whole, and of parts by their places. Written from docs/disclosure.md alone.
/// </summary>
internal sealed record Chosen(Shown Whole, IReadOnlyDictionary<string, Shown> Parts)
{
    public static Chosen Only(string shownTo) => new(new Shown(shownTo), new Dictionary<string, Shown>());

    /// <summary>As it is sent.</summary>
    public string Text => string.Join("; ", Parts.OrderBy(part => part.Key, StringComparer.Ordinal).Select(part => $"{part.Key}: {Say(part.Value)}").Prepend(Say(Whole)));

    public Shown Of(Section section) => section.IsChosen ? Later(Parts.TryGetValue(section.Code, out var said) ? said : new Shown(section.ShownTo ?? Whole.To), Whole)
        : section.ShownTo is { } shownTo ? new Shown(shownTo, Whole.From) : Whole;

    public Shown Of(Section section, Field field) => field.IsChosen ? Later(Parts.TryGetValue($"{section.Code}.{field.Code}", out var said) ? said : new Shown(field.ShownTo ?? Of(section).To), Of(section))
        : field.ShownTo is { } shownTo ? new Shown(shownTo, Whole.From) : Of(section);

    // A part for which no day was said opens with what is around it.
    private static Shown Later(Shown said, Shown around) => said with { From = said.From ?? around.From };

    private static string Say(Shown shown) => shown.From is { } day ? $"{shown.To} from {day:yyyy-MM-dd}" : shown.To;
}
