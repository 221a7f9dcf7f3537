using Entente.Bodies;

namespace Entente.Disclosure.Protection;

/// <summary>What is closed to the body's own people and how it is opened, and what is encrypted: as the bodies are described now.</summary>
internal sealed class SealFacts(BodyCatalogue bodies, DefinitionCatalogue definitions)
{
    public ValueTask<IReadOnlyList<ProtectionFact>> Ask(CancellationToken cancel)
    {
        var all = bodies.All.Where(body => body.TrialOf is null).ToList();
        var watched = all.Count(body => body.Posts.Any(post => post.For == PostFor.Body && post.Rights.Contains(Right.Oversee)));
        var confidential = all.Sum(body => definitions.All(body.Code).Sum(published => published.Definition.Sections.Sum(section => section.Fields.Count(field => field.Confidential))));
        return ValueTask.FromResult<IReadOnlyList<ProtectionFact>>(
        [
            new(ProtectionQuestion.Grants, Protected.Yes, "protection.grants.sealed", ("count", watched), ("total", all.Count)),
            new(ProtectionQuestion.Grants, Protected.Plain, "protection.grants.rest"),
            confidential > 0 ? new(ProtectionQuestion.Content, Protected.Yes, "protection.content.confidential", ("count", confidential)) : new(ProtectionQuestion.Content, Protected.Plain, "protection.content.none-confidential"),
            new(ProtectionQuestion.Content, Protected.No, "protection.content.rest"),
        ]);
    }
}
