using Entente.Shared.Localisation;

namespace Entente.Bodies;

/// <summary>What a post, its side and its body are called, for mails and for rooms that write about posts.</summary>
public sealed class PostNames(Places places)
{
    public (string Post, string Side, string Body) In(Words words, string body, string? party, string post)
    {
        var described = places.Find(body);
        string Said(LocalText? text, string otherwise) => text?.In(words.Language.Code).Text ?? otherwise;
        var name = Said(described?.ShortName, body);
        return (Said(described?.Post(post)?.Name, post), party is null ? name : Said(described?.Party(party)?.Name, party), name);
    }
}
