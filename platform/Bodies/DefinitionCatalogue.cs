using System.Collections.Concurrent;
using Entente.Bodies.Publishing;
using Entente.Shared.Data;

namespace Entente.Bodies;

/// <summary>
/// The published definitions, in memory, always those that belong to the bodies of <see cref="BodyCatalogue"/>: a new version
/// of both is seen at once. Versions before are read when somebody asks for them, and kept, because they never change.
/// </summary>
public sealed class DefinitionCatalogue(BodyCatalogue bodies, Database database)
{
    private readonly ConcurrentDictionary<(string Body, string Code, int Version), PublishedDefinition> _before = new();

    /// <summary>The version in force; a withdrawn one too.</summary>
    public PublishedDefinition? Find(string body, string code) => bodies.Definitions.GetValueOrDefault((body, code));

    /// <summary>All those in force, as they were read together.</summary>
    internal System.Collections.Frozen.FrozenDictionary<(string Body, string Code), PublishedDefinition> Known => bodies.Definitions;

    /// <summary>Any version.</summary>
    public async ValueTask<PublishedDefinition?> Find(string body, string code, int version, CancellationToken cancel = default)
    {
        if (Find(body, code) is { } current && current.Version == version)
            return current;
        if (_before.TryGetValue((body, code, version), out var known))
            return known;
        var read = await database.Read(null, connection => DefinitionRows.Version(connection, body, code, version, cancel), cancel);
        return read is null ? null : _before.GetOrAdd((body, code, version), read);
    }

    /// <summary>Those in force of one body, in the order of their codes; withdrawn ones too.</summary>
    public IReadOnlyList<PublishedDefinition> All(string body) =>
        [.. bodies.Definitions.Values.Where(published => published.Body == body).OrderBy(published => published.Definition.Code, StringComparer.Ordinal)];
}
