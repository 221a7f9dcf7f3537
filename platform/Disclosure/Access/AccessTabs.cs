using Entente.Bodies;

namespace Entente.Disclosure.Access;

/// <summary>The pages about who reads a body's data, as far as somebody may open them: one link in the navigation leads to the first.</summary>
/// <param name="Current">The end of the address of the page that is shown.</param>
public sealed record AccessTabs(string Body, string Current, bool Reads, bool Asks)
{
    public static AccessTabs Of(string body, string current, Person? reader) => new(body, current, ReadingsPage.May(reader, body), AccessPage.May(reader, body));

    public string? First => Reads ? At("readings") : Asks ? At("access") : null;

    public string At(string page) => $"/bodies/{Body}/{page}";
}
