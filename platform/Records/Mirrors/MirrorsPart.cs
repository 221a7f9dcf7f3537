using Entente.Bodies;
using Entente.Shared.Layout;
using Entente.Shared.Localisation;

namespace Entente.Records.Mirrors;

/// <summary>Returns that are held against each other: who is said to have sent what, and who to have received it.</summary>
public static class MirrorsPart
{
    public static void AddMirrors(this IServiceCollection services) => services.AddSingleton<MirrorReading>()
        .AddSingleton<BodyLinks>(provider => (body, t, reader) => Links(provider.GetRequiredService<DefinitionCatalogue>(), body, t, reader));

    private static IEnumerable<Crumb> Links(DefinitionCatalogue definitions, Body body, Words t, Person? reader) => reader?.In(body.Code).Any() != true ? []
        : definitions.All(body.Code).Where(published => !published.Withdrawn).Select(published => (published.Definition.Code, published.Definition.Traits.Return?.Mirrors)).Where(one => one.Mirrors is not null)
            .Select(one => new Crumb(one.Mirrors!.Name.In(t.Language.Code).Text, $"/bodies/{body.Code}/{one.Code}/mirror"));

    /// <summary>The definitions in which this one is held against another, or another against it.</summary>
    internal static IEnumerable<PublishedDefinition> About(this DefinitionCatalogue definitions, string body, string code) =>
        definitions.All(body).Where(published => published.Definition.Traits.Return?.Mirrors is { } mirror && (published.Definition.Code == code || mirror.Return == code));
}
