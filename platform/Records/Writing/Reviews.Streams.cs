using Entente.Bodies;
using Entente.Records.Content;
using Entente.Records.Rules;
using Npgsql;

namespace Entente.Records.Writing;

public sealed partial class Reviews
{
    /// <summary>What the rules look at while a table of the statement goes by as a stream.</summary>
    /// <param name="connection">In a transaction that sees one moment, and used for nothing else until everything is judged.</param>
    internal async Task<StreamReview> OfStream(NpgsqlConnection connection, Body body, PublishedDefinition published, KnownStatement found, Period? valid, CancellationToken cancel)
    {
        var rulings = Rulings.Of(published, body, bodies.Definitions);
        var around = Around(body, published, found.Known.Party, found.Known.Period, valid ?? found.Known.Valid);
        var surveying = new Surveying(connection, definitions, rulings, around);
        var named = new NamedRecords(published.Definition, (code, ids) => surveying.Records(code, ids, cancel));
        (Guid, int, PublishedDefinition)? last = found.DefinitionVersion > 0 && await definitions.Find(published.Body, published.Definition.Code, found.DefinitionVersion, cancel) is { } under
            ? (found.Known.Id, found.Known.Version, under) : null;
        var seen = await surveying.Streamed(last, named, cancel);
        return new StreamReview(rulings, seen, named, FactsDigest.Of(seen.Facts));
    }
}

/// <summary>The rules of a stream with all they look at, and the digest of the facts that is kept with the version.</summary>
internal sealed record StreamReview(Rulings Rulings, Surroundings Around, NamedRecords Named, byte[]? FactsDigest)
{
    public Judging Open(Statement heads, Action<Fault> tell) => Rulings.Book.Open(heads, Around, tell);

    /// <summary>Names what the fields beside the tables name.</summary>
    public async Task Find(Statement heads)
    {
        foreach (var section in heads.Definition.Sections.Where(section => !section.IsTable))
            await Named.Find(section.Code, [heads.Fields(section.Code)], 1);
    }
}
