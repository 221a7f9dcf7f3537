using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Content;
using Entente.Records.Files;
using Entente.Records.Reading;
using Entente.Records.Tables;
using Npgsql;

namespace Entente.Records.Views;

/// <summary>A section of a version as its reader is shown it.</summary>
/// <param name="Shown">The places of the fields that are shown.</param>
/// <param name="Fields">The answers of a section of fields; null for a table.</param>
/// <param name="Rows">The rows of one page of a table, each with its number in the whole.</param>
public sealed record DeclaredSection(Section Section, IReadOnlyList<int> Shown, Row? Fields, IReadOnlyList<(long Number, Row Row)> Rows, long Total, int Page, int Pages)
{
    /// <summary>Fields that were not asked are not listed as unanswered.</summary>
    public IEnumerable<(Field Field, Answer Answer)> Answers =>
        Shown.Select(place => (Section.Fields[place], Fields!.Answers[place])).Where(one => one.Item1.Visible is null || !one.Item2.IsBlank);

    public bool IsEmpty => Total == 0 && Fields?.Answers.All(answer => answer.IsBlank) != false;
}

/// <summary>What a version says, under the definition that it was declared under, as far as its reader may see it.</summary>
public sealed record Declared(PublishedDefinition Published, int Number, Sight Sight, IReadOnlyList<DeclaredSection> Sections, IReadOnlyDictionary<Guid, string> Files);

/// <summary>Which part of its tables is asked for.</summary>
/// <param name="Rows">How many rows of a table at the most.</param>
/// <param name="Page">Which page of a table, by the section's code.</param>
public sealed record Paging(int Rows, Func<string, int> Page);

/// <summary>Reads versions for their readers.</summary>
public sealed class DeclaredReading(Readings readings, DefinitionCatalogue definitions)
{
    /// <summary>Null where there is no such version, or none that the reader may see.</summary>
    public Task<Declared?> Read(Person? reader, Body body, string code, Guid statement, int version, Paging paging, CancellationToken cancel) =>
        readings.As(reader, Showing.Versions(statement, version), async connection =>
        {
            if (await Past.Version(connection, statement, version, cancel) is not { } made || await definitions.Find(body.Code, code, made.Under, cancel) is not { } published)
                return null;
            var sight = await Sight.Of(connection, body, published.Definition, statement, version, cancel);
            var sections = new List<DeclaredSection>();
            foreach (var section in published.Definition.Sections)
                if (sight.Of(section) is { Count: > 0 } shown)
                    sections.Add(await Section(connection, published, section, shown, statement, version, paging, cancel));
            return new Declared(published, version, sight, sections, await Names(connection, statement, cancel));
        }, cancel);

    private static async Task<DeclaredSection> Section(NpgsqlConnection connection, PublishedDefinition published, Section section, IReadOnlyList<int> shown, Guid statement, int version, Paging paging, CancellationToken cancel)
    {
        var table = SectionTable.Of(published, section);
        if (!section.IsTable)
        {
            var only = await TypedRows.Load(connection, table, statement, version, cancel);
            return new DeclaredSection(section, shown, only is [var first, ..] ? first.Row : Row.Of(section, Guid.Empty), [], 0, 1, 1);
        }
        var total = await TypedRows.Count(connection, table, statement, version, cancel);
        var pages = (int)Math.Max(1, (total + paging.Rows - 1) / paging.Rows);
        var page = Math.Clamp(paging.Page(section.Code), 1, pages);
        var from = (long)(page - 1) * paging.Rows;
        var rows = total == 0 ? [] : await TypedRows.Load(connection, table, statement, version, from, paging.Rows, cancel);
        return new DeclaredSection(section, shown, null, [.. rows.Select((placed, at) => (from + at + 1, placed.Row))], total, page, pages);
    }

    private static async Task<IReadOnlyDictionary<Guid, string>> Names(NpgsqlConnection connection, Guid statement, CancellationToken cancel) =>
        (await StoredFile.Of(connection, statement, cancel)).ToDictionary(file => file.Id, file => file.Name);
}
