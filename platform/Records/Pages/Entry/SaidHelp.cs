using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Rules;
using Entente.Shared.Localisation;

namespace Entente.Records.Pages.Entry;

/// <summary>A help with the answers that it mentions, as the draft has them.</summary>
public static class SaidHelp
{
    public static string Of(LocalText help, Desk? desk, Body body, Words words)
    {
        var said = help.In(words.Language.Code).Text;
        return desk is null ? Mentions.Unfilled(said) : Mentions.Fill(said, name => Mentions.Find(desk.Definition, null, name) is var (section, field) && desk.IsAsked(section.Code, field.Code)
            ? SaidValues.Show(field, SaidValues.Keep(desk.Content.Fields(section.Code)[section, field.Code]), words, body)
            : "…");
    }
}
