using System.Buffers;
using System.Runtime.CompilerServices;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Ledger;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Records.Reading;
using Entente.Records.Tables;
using Entente.Shared.Localisation;
using Microsoft.Net.Http.Headers;
using Npgsql;

namespace Entente.Records.Api;

/// <summary>The rows of a table as a stream of JSON lines or JSON, whichever Accept prefers; a table of a million rows takes no more memory than one of ten.</summary>
internal sealed class Rows(Reads reads, Readings readings, BodyCatalogue bodies, TimeProvider time)
{
    private const string Lines = "application/jsonl";
    private const string Csv = "text/csv";
    private static readonly string[] Forms = [Lines, Reads.JsonType, Csv];
    private static readonly CsvStyle Style = new(Mark: false, RowIds: true);

    public async Task<IResult> Get(HttpContext context, string body, string definition, Guid id, string table, int? version)
    {
        var cancel = context.RequestAborted;
        var person = context.Features.Get<Person>();
        var found = await readings.As(person, Showing.Nothing("whether it is there; its rows say what is read"), connection => reads.Find(connection, body, definition, id, version, cancel), cancel);
        if (found is not (_, { } published, var number) || published.Definition.Section(table) is not { IsTable: true } section)
            return Problem.NotThere;
        if (Chosen(context.Request, Forms) is not { } form)
            return new Problem(StatusCodes.Status406NotAcceptable, "no-such-form");
        context.Response.Headers.Vary = "Accept";
        if (form == Csv)
            return AsCsv(person, published, section, id, number, bodies.Find(body)!, cancel);
        return new Streamed(form, output => readings.As(person, Showing.Versions(id, number).Taken(), async connection =>
        {
            var text = new CanonicalText();
            var waiting = new ArrayBufferWriter<byte>(2 * Reads.Block);
            var begun = false;
            waiting.Write(form == Lines ? ""u8 : "["u8);
            await foreach (var placed in TypedRows.Stream(connection, SectionTable.Of(published, section), id, number, cancel))
            {
                waiting.Write(begun ? (form == Lines ? "\n"u8 : ",\n"u8) : ""u8);
                begun = true;
                text.Clear();
                StatementJson.Fields(text, section, placed.Row, withId: true);
                waiting.Write(text.Written);
                if (waiting.WrittenCount < Reads.Block)
                    continue;
                await output.WriteAsync(waiting.WrittenMemory, cancel);
                waiting.ResetWrittenCount();
            }
            waiting.Write(form == Lines ? (begun ? "\n"u8 : ""u8) : "]\n"u8);
            await output.WriteAsync(waiting.WrittenMemory, cancel);
            return true;
        }, cancel));
    }

    private Streamed AsCsv(Person? person, PublishedDefinition published, Section section, Guid id, int number, Body body, CancellationToken cancel) =>
        new(Csv, output => readings.As(person, Showing.Versions(id, number).Taken(), async connection =>
        {
            var rows = new StoredRows(connection, SectionTable.Of(published, section), id, number);
            await CsvWriter.Write(output, section, rows, new CellText(body, body.Today(time)), Language.English, Style, cancel);
            return true;
        }, cancel));

    /// <summary>The form that the program prefers among ours; the first where it does not say; null where it takes none of them.</summary>
    internal static string? Chosen(HttpRequest request, string[] forms)
    {
        var accepted = request.GetTypedHeaders().Accept;
        if (accepted.Count == 0)
            return forms[0];
        return accepted.Where(one => one.Quality != 0).OrderByDescending(one => one.Quality ?? 1)
            .Select(one => Array.Find(forms, form => new MediaTypeHeaderValue(form).IsSubsetOf(one))).FirstOrDefault(form => form is not null);
    }
}

/// <summary>The rows of a table as a version had them, read as they are asked for.</summary>
internal sealed class StoredRows(NpgsqlConnection connection, SectionTable table, Guid statement, int version) : RowSource
{
    public override async IAsyncEnumerable<Row> Read([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var placed in TypedRows.Stream(connection, table, statement, version, cancel))
            yield return placed.Row;
    }
}
