using System.Collections.Frozen;
using System.Text;
using Entente.Bodies.Definitions;

namespace Entente.Bodies.Publishing;

/// <summary>
/// Names for the tables and columns of a definition that an analyst can guess: the codes, joined by underscores. Pure. What a
/// version named once keeps its name for ever; what is taken gets a number, what SQL or every table needs for itself an underscore.
/// </summary>
public static class ColumnNames
{
    /// <summary>What every table has beside the fields, and what the views add.</summary>
    public static readonly IReadOnlyList<string> Ours =
        ["statement", "row_id", "place", "since", "until", "aud", "valid_from", "valid_until", "known_from", "known_until", "party", "period", "statement_number"];

    /// <summary>Whatever is made beside a table and named after it.</summary>
    public static readonly IReadOnlyList<string> Suffixes = ["_current", "_apart", "_key", "_once", "_title", "_apart_key", "_apart_once", "_apart_title"];

    private const int Longest = 63;

    private static readonly int LongestSuffix = Suffixes.Max(suffix => suffix.Length);

    // PostgreSQL's reserved words, the columns that it gives every table, and ours.
    private static readonly FrozenSet<string> Reserved = """
        all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column
        concurrently constraint create cross current_catalog current_date current_role current_schema current_time
        current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze from
        full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit localtime
        localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references returning right
        select session_user similar some symmetric system_user table tablesample then to trailing true union unique user using
        variadic verbose when where window with tableoid xmin cmin xmax cmax ctid
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Concat(Ours).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The columns that this version needs and none before it made.</summary>
    /// <param name="taken">Every name in the body's schema.</param>
    public static IReadOnlyList<DefinitionColumn> Added(Definition definition, int version, IReadOnlyList<DefinitionColumn> known, IEnumerable<string> taken)
    {
        var added = new List<DefinitionColumn>();
        var relations = taken.ToHashSet(StringComparer.Ordinal);
        var there = known.ToLookup(column => column.Section, StringComparer.Ordinal);
        foreach (var section in definition.Sections)
            added.AddRange(Added(definition, section, version, [.. there[section.Code]], relations));
        return added;
    }

    private static IEnumerable<DefinitionColumn> Added(Definition definition, Section section, int version, DefinitionColumn[] known, HashSet<string> relations)
    {
        var table = Array.Find(known, column => column.IsTable);
        if (table is null)
        {
            table = new DefinitionColumn(section.Code, "", "", DefinitionColumn.OfTable, TableName($"{definition.SqlName}_{section.Code}", relations), "", version);
            yield return table;
        }
        if (!Array.Exists(known, column => column.IsApart) && section.Fields.Any(field => field.HasOwnReaders))
            yield return table with { Type = DefinitionColumn.OfApart, Since = version };
        var names = known.Select(column => column.Column).ToHashSet(StringComparer.Ordinal);
        var there = known.Select(column => (column.Field, column.Part, column.Type)).ToHashSet();
        // Values choose their names before what belongs to them does.
        foreach (var (field, part, type) in section.Fields.SelectMany(field => FieldColumns.Of(field), (field, column) => (field.Code, column.Part, column.Type)).OrderBy(column => column.Part.Length > 0))
            if (there.Add((field, part, type)))
                yield return new DefinitionColumn(section.Code, field, part, type, table.Table, Unused(part.Length == 0 ? field : $"{field}_{part}", Longest, name => !Reserved.Contains(name) && names.Add(name)), version);
    }

    private static string TableName(string wanted, HashSet<string> relations)
    {
        var name = Unused(wanted, Longest - LongestSuffix, name => !relations.Contains(name) && !Suffixes.Any(suffix => relations.Contains(name + suffix)));
        relations.Add(name);
        relations.UnionWith(Suffixes.Select(suffix => name + suffix));
        return name;
    }

    private static string Unused(string wanted, int longest, Func<string, bool> take)
    {
        var name = Cut(Reserved.Contains(wanted) ? $"{wanted}_" : wanted, longest);
        if (take(name))
            return name;
        for (var number = 2; ; number++)
        {
            var tail = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"_{number}");
            var numbered = Cut(wanted, longest - tail.Length) + tail;
            if (take(numbered))
                return numbered;
        }
    }

    // Codes are plain letters and figures, so that a character is a byte.
    private static string Cut(string name, int longest) => Encoding.UTF8.GetByteCount(name) <= longest ? name : name[..longest];
}
