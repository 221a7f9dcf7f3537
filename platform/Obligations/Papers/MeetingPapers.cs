using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using Entente.Bodies;
using Entente.Records;
using Entente.Shared.Data;
using Entente.Shared.Localisation;
using Entente.Shared.Paper;

namespace Entente.Obligations.Papers;

/// <summary>A frozen paper.</summary>
public sealed record Paper(Guid Id, string Name, int Year, string Language, string ShownTo, DateTimeOffset KnownAt, byte[] Digest);

/// <summary>
/// Papers from a frozen instant. What is in one is what those to whom it is shown could see then; produced again from what was known, it is the
/// same byte for byte.
/// </summary>
public sealed class MeetingPapers(Database database, ReadersOf readers, StatusReading reading, DefinitionCatalogue definitions, Texts texts, Press press, TimeProvider time)
{
    private const string Columns = """id as "Id", name as "Name", year as "Year", language as "Language", shown_to as "ShownTo", known_at as "KnownAt", digest as "Digest" """;

    public Task<IReadOnlyList<Paper>> Of(Person? reader, string body, CancellationToken cancel) => readers.As(reader, "papers of meetings", async connection =>
        (IReadOnlyList<Paper>)[.. await connection.QueryAsync<Paper>(new CommandDefinition($"select {Columns} from obligations.paper where body = @body order by made_at desc, id limit 500", new { body }, cancellationToken: cancel))], cancel);

    /// <summary>The bytes as they were made; null where the reader may not see the paper.</summary>
    public Task<(byte[] Html, byte[]? Pdf)?> Content(Person? reader, string body, Guid id, CancellationToken cancel) => readers.As(reader, "a paper of a meeting", connection =>
        connection.QuerySingleOrDefaultAsync<(byte[], byte[]?)?>(new CommandDefinition("select html, pdf from obligations.paper where body = @body and id = @id", new { body, id }, cancellationToken: cancel)), cancel);

    public async Task<Guid> Freeze(Person by, Body body, string name, int year, string shownTo, string language, CancellationToken cancel)
    {
        // The database keeps microseconds: what is asked again must be asked of the same instant.
        var now = time.GetUtcNow();
        var knownAt = new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero);
        var names = new PaperNames(body.Name, body.Parties.ToDictionary(party => party.Code, party => party.Name, StringComparer.Ordinal),
            definitions.All(body.Code).ToDictionary(published => published.Definition.Code, published => published.Definition.Name, StringComparer.Ordinal));
        var html = await Produce(body.Code, name, year, shownTo, language, knownAt, names, cancel);
        var id = Guid.CreateVersion7(now);
        await database.Write(connection => connection.ExecuteAsync(new CommandDefinition("""
            insert into obligations.paper (id, body, name, year, language, shown_to, known_at, names, html, digest, made_by, made_at)
            values (@id, @body, @name, @year, @language, @shownTo, @knownAt, @names::jsonb, @html, @digest, @by, @now)
            """, new { id, body = body.Code, name, year, language, shownTo, knownAt, names = JsonSerializer.Serialize(names, KeptRows.Web), html, digest = SHA256.HashData(html), by = by.Id, now }, cancellationToken: cancel)), cancel);
        return id;
    }

    /// <summary>Whether it is the same, produced again from what was known then.</summary>
    public async Task<bool> IsTheSame(Person? reader, string body, Paper paper, CancellationToken cancel)
    {
        var names = await readers.As(reader, "a paper of a meeting", connection => connection.QuerySingleOrDefaultAsync<string?>(new CommandDefinition("select names::text from obligations.paper where body = @body and id = @Id", new { body, paper.Id }, cancellationToken: cancel)), cancel);
        return names is not null && SHA256.HashData(await Produce(body, paper.Name, paper.Year, paper.ShownTo, paper.Language, paper.KnownAt, JsonSerializer.Deserialize<PaperNames>(names, KeptRows.Web)!, cancel)).SequenceEqual(paper.Digest);
    }

    /// <summary>As a PDF, made once; null where there is no press.</summary>
    public async Task<byte[]?> Pdf(Person? reader, string body, Paper paper, CancellationToken cancel)
    {
        if (await Content(reader, body, paper.Id, cancel) is not var (html, pdf))
            return null;
        if (pdf is not null || !press.Present)
            return pdf;
        var printed = await press.Print(Encoding.UTF8.GetString(html), paper.KnownAt, cancel);
        await database.Write(connection => connection.ExecuteAsync(new CommandDefinition("update obligations.paper set pdf = @printed where id = @Id and pdf is null", new { printed, paper.Id }, cancellationToken: cancel)), cancel);
        return printed;
    }

    private async Task<byte[]> Produce(string body, string name, int year, string shownTo, string language, DateTimeOffset knownAt, PaperNames names, CancellationToken cancel)
    {
        var rows = await reading.Rows(null, StatusAsked.Year(body, year) with { KnownAt = knownAt, As = shownTo == "public" ? "public" : $"all:{shownTo}" }, cancel);
        return Encoding.UTF8.GetBytes(new PaperSheet(name, year, knownAt, names, rows).Html(texts.WordsIn(language)));
    }
}
