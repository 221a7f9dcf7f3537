using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Entente.Bodies;
using Entente.Bodies.Definitions;

namespace Entente.Records.Tables;

/// <summary>
/// The table of a section under one version of its definition: its name, the columns of its fields in their order, and the SQL
/// that never changes, so that the database plans it once.
/// </summary>
public sealed class SectionTable
{
    private static readonly ConditionalWeakTable<PublishedDefinition, ConcurrentDictionary<string, SectionTable>> Known = [];

    private SectionTable(PublishedDefinition published, Section section)
    {
        var mine = published.Columns.Where(column => column.Section == section.Code).ToList();
        var table = mine.Find(column => column.IsTable) ?? throw new InvalidOperationException($"The section {section.Code} of {published.Definition.Code} has no table.");
        Section = section;
        Schema = published.Body;
        Name = table.Table;
        IsRegister = published.Definition.Kind == DefinitionKind.Register;
        // What was shown to others under an earlier version may still be there.
        HasApart = mine.Exists(column => column.IsApart);
        var columns = mine.ToDictionary(column => (column.Field, column.Part, column.Type));
        Columns = [.. section.Fields.SelectMany((field, place) => FieldColumns.Of(field).Select(part => Column(columns[(field.Code, part.Part, part.Type)], place)))];
        Sql = new TableSql(this);
    }

    public Section Section { get; }

    public string Schema { get; }

    public string Name { get; }

    public bool IsRegister { get; }

    /// <summary>Whether there is a companion table, for fields that are shown to others than the rest of their row.</summary>
    public bool HasApart { get; }

    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The name as SQL has it: <c>"fishery"."weekly_catch_catches"</c>.</summary>
    public string Quoted => $"\"{Schema}\".\"{Name}\"";

    public string QuotedApart => $"\"{Schema}\".\"{Name}_apart\"";

    /// <summary>The view that shows what counts now.</summary>
    public string QuotedCurrent => $"\"{Schema}\".\"{Name}_current\"";

    internal TableSql Sql { get; }

    public static SectionTable Of(PublishedDefinition published, Section section) =>
        Known.GetOrCreateValue(published).GetOrAdd(section.Code, static (_, of) => new SectionTable(of.published, of.section), (published, section));

    private static TableColumn Column(DefinitionColumn column, int field) => new(field, column.Part, column.Column, column.SqlType);
}

/// <param name="Field">The place of its field in the section.</param>
/// <param name="Part">Which part of the answer it holds; blank for the value.</param>
/// <param name="Type">PostgreSQL's name of its type.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TableColumn(int Field, string Part, string Name, string Type)
{
    public string Quoted => $"\"{Name}\"";
}
