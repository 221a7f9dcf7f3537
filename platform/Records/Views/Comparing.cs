using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Content;
using Entente.Records.Reading;
using Entente.Records.Tables;
using Entente.Records.Writing;
using Npgsql;

namespace Entente.Records.Views;

/// <summary>A section in two versions: its answers, or a page of its table's rows.</summary>
public sealed record SectionComparison(SectionPair Pair, Row? Before, Row? After, TableCounts? Counts, IReadOnlyList<RowPair> Rows, int Page, int Pages)
{
    public bool Differs => Counts is { Differing: > 0 } || (Counts is null && Pair.Fields.Any(one => Changed(one, Before, After)));

    /// <summary>Whether the two say something else, whatever words they are shown in.</summary>
    public static bool Changed(FieldPair field, Row? before, Row? after) =>
        AnswerJson.Write(field.Field, Answer(before, field.Before)) != AnswerJson.Write(field.Field, Answer(after, field.After));

    public static Answer Answer(Row? row, int place) => row is null || place < 0 ? default : row.Answers[place];
}

/// <summary>Two versions side by side.</summary>
public sealed record Comparison(VersionMade From, VersionMade To, PublishedDefinition Before, PublishedDefinition After, IReadOnlyList<SectionComparison> Sections)
{
    public bool Differs => From.Valid != To.Valid || Sections.Any(section => section.Differs);
}

/// <summary>Compares versions for their readers.</summary>
public sealed class Comparing(Readings readings, DefinitionCatalogue definitions)
{
    /// <summary>Null where one of the versions is not there, or not for the reader to see.</summary>
    public Task<Comparison?> Read(Person? reader, Body body, string code, Guid statement, int from, int to, bool all, Paging paging, CancellationToken cancel) =>
        readings.As(reader, Showing.Versions(statement, from, to), async connection =>
        {
            if (await Past.Version(connection, statement, from, cancel) is not { } was || await Past.Version(connection, statement, to, cancel) is not { } now
                || await definitions.Find(body.Code, code, was.Under, cancel) is not { } before || await definitions.Find(body.Code, code, now.Under, cancel) is not { } after)
                return null;
            var pairs = Pairing.Of(before.Definition, await Sight.Of(connection, body, before.Definition, statement, from, cancel), after.Definition, await Sight.Of(connection, body, after.Definition, statement, to, cancel));
            var compared = new List<SectionComparison>();
            foreach (var pair in pairs)
                compared.Add(pair.Section.IsTable
                    ? await Table(connection, new TableDifferences(pair, before, after), pair, statement, from, to, all, paging, cancel)
                    : new SectionComparison(pair, await Only(connection, before, pair.Before, statement, from, cancel), await Only(connection, after, pair.After, statement, to, cancel), null, [], 1, 1));
            return new Comparison(was, now, before, after, compared);
        }, cancel);

    private static async Task<SectionComparison> Table(NpgsqlConnection connection, TableDifferences differences, SectionPair pair, Guid statement, int from, int to, bool all, Paging paging, CancellationToken cancel)
    {
        var counts = await differences.Count(connection, statement, from, to, cancel);
        var total = counts.Differing + (all ? counts.Same : 0);
        var pages = (int)Math.Max(1, (total + paging.Rows - 1) / paging.Rows);
        var page = Math.Clamp(paging.Page(pair.Section.Code), 1, pages);
        var rows = total == 0 ? [] : await differences.Page(connection, statement, from, to, all, (long)(page - 1) * paging.Rows, paging.Rows, cancel);
        return new SectionComparison(pair, null, null, counts, rows, page, pages);
    }

    private static async Task<Row?> Only(NpgsqlConnection connection, PublishedDefinition published, Bodies.Definitions.Section? section, Guid statement, int version, CancellationToken cancel) =>
        section is not null && await TypedRows.Load(connection, SectionTable.Of(published, section), statement, version, cancel) is [var only, ..] ? only.Row : null;
}
