using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Content;

namespace Entente.Records.Writing;

/// <summary>The records that rows name, found for many rows at once before these are judged; of those found already only so many are kept.</summary>
internal sealed class NamedRecords(Definition definition, Func<string, IReadOnlyCollection<Guid>, Task<List<(string Id, Context Record)>>> find)
{
    private const int MostKept = 50_000;

    private readonly Dictionary<string, Dictionary<string, Context?>> _known = new(StringComparer.Ordinal);

    /// <summary>The fields of each section that name a record.</summary>
    private readonly Dictionary<string, (int Field, string Code)[]> _fields = definition.Sections.ToDictionary(
        section => section.Code,
        section => section.Fields.Index().Where(field => field.Item is { Type: FieldType.Reference, References: not null }).Select(field => (field.Index, field.Item.References!)).ToArray(),
        StringComparer.Ordinal);

    // What the fields beside the tables name is asked for until the end.
    private readonly Dictionary<string, Dictionary<string, Context?>> _always = new(StringComparer.Ordinal);

    public Context? Of(string code, string id) => In(_known, code, id) ?? In(_always, code, id);

    public async ValueTask Find(string section, IReadOnlyList<Row> rows, int count)
    {
        if (_fields[section].Length == 0)
            return;
        var kept = definition.Section(section)!.IsTable ? _known : _always;
        foreach (var named in _fields[section].GroupBy(field => field.Code, field => field.Field, StringComparer.Ordinal))
        {
            if (!kept.TryGetValue(named.Key, out var known))
                kept[named.Key] = known = new(StringComparer.Ordinal);
            if (known.Count > MostKept)
                known.Clear();
            int[] fields = [.. named];
            var asked = Unknown(known, fields, rows, count);
            if (asked.Count == 0)
                continue;
            foreach (var (id, record) in await find(named.Key, asked))
                known[id] = record;
        }
    }

    private static Context? In(Dictionary<string, Dictionary<string, Context?>> kept, string code, string id) => kept.TryGetValue(code, out var known) ? known.GetValueOrDefault(id) : null;

    // What is not found is remembered too: a wrong id may stand in every row.
    private static List<Guid> Unknown(Dictionary<string, Context?> known, int[] fields, IReadOnlyList<Row> rows, int count)
    {
        var asked = new List<Guid>();
        for (var row = 0; row < count; row++)
            foreach (var field in fields)
                if (rows[row].Answers[field] is { HasValue: true, Value: { Kind: Kind.Text } value } && known.TryAdd(value.AsText, null) && Guid.TryParse(value.AsText, out var id))
                    asked.Add(id);
        return asked;
    }
}
