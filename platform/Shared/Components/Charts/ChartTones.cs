namespace Entente.Shared.Components;

/// <summary>How each tone looks: a colour that stands out from the page by 3:1 and, where bars stand upon each other, a pattern of its own.</summary>
internal static class ChartTones
{
    public static string Colour(Tone tone) => tone switch
    {
        Tone.Good => "#1a6a45",
        Tone.Nil => "#2f7f9e",
        Tone.Late => "#a96400",
        Tone.Bad => "#b3261e",
        Tone.Quiet => "#7b8a97",
        _ => "#0b4a63",
    };

    public static string Fill(Tone tone, string id) => Strokes(tone) is null ? Colour(tone) : $"url(#{id}-{Name(tone)})";

    public static Markup? Dash(Tone tone) => Markup.When(tone is Tone.Quiet or Tone.Late, $" stroke-dasharray=\"2 3\"");

    /// <summary>The patterns that bars are filled with, under names that no other chart of the page has.</summary>
    public static Markup Patterns(string id) =>
        $"<defs>{Markup.Join(Enum.GetValues<Tone>().Where(tone => Strokes(tone) is not null).Select(tone => (Markup)$"<pattern id=\"{id}-{Name(tone)}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><rect width=\"8\" height=\"8\" fill=\"{Colour(tone)}\"/><path d=\"{Strokes(tone)}\" stroke=\"#fff\" fill=\"none\"/></pattern>"))}</defs>";

    private static string? Strokes(Tone tone) => tone switch
    {
        Tone.Nil => "M4 3v2M0 7v2M8 7v2",
        Tone.Late => "M-2 2l4-4M0 8l8-8M6 10l4-4",
        Tone.Bad => "M0 0l8 8M8 0l-8 8",
        Tone.Quiet => "M0 4h8",
        _ => null,
    };

    private static string Name(Tone tone) => tone.ToString().ToLowerInvariant();
}
