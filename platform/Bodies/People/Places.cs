using Entente.Shared.Localisation;

namespace Entente.Bodies;

/// <summary>Wherever there are posts: every published body, and the installation itself under a reserved code.</summary>
public sealed class Places(BodyCatalogue catalogue, Texts texts)
{
    public const string Installation = "installation";

    private readonly Lazy<Body> _installation = new(() => Describe(texts));

    public Body? Find(string code) => code == Installation ? _installation.Value : catalogue.Find(code);

    // Whoever runs the installation needs posts like everybody else, to be handed over and taken away.
    private static Body Describe(Texts texts)
    {
        LocalText Said(string key) => new(Language.All.Select(language => (language.Code, texts.WordsIn(language.Code)[key])));
        var name = Said("people.installation");
        return new Body(Installation, name, name, name, [.. Language.All.Select(language => language.Code)], "UTC", "", [], [], [],
            [new Post("administrator", Said("people.installation.administrator"), PostFor.Body, [Right.Administer], Term: null, ReconfirmAfterMonths: null)], [], []);
    }
}
