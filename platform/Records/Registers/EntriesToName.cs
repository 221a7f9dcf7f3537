using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Interchange;
using Entente.Records.Tables;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Registers;

/// <summary>What the references of a definition may name, as whoever reads may see it: titles, and the names and numbers they are made of.</summary>
internal static class EntriesToName
{
    /// <summary>More are looked up one by one where it is known what is asked.</summary>
    private const int MostUnasked = 5_000;

    private const int Most = 50_000, MostAlike = 20, LongestAsked = 300, Beginning = 3;

    /// <summary>How cells are read and written as codes and entries are on a day.</summary>
    /// <param name="asked">The texts and ids that will be read and written; null: any.</param>
    public static async Task<CellText> Cells(NpgsqlConnection connection, DefinitionCatalogue definitions, Body body, Definition definition, DateOnly day, IReadOnlyCollection<string>? asked, CancellationToken cancel)
    {
        var entries = new Dictionary<string, IReadOnlyList<Interchange.Entry>?>(StringComparer.Ordinal);
        var partly = new HashSet<string>(StringComparer.Ordinal);
        foreach (var code in definition.Sections.SelectMany(section => section.Fields).Where(field => field.Type == FieldType.Reference).Select(field => field.References!).Distinct(StringComparer.Ordinal))
        {
            var heads = await Heads(connection, body.Code, code, null, (asked is null ? Most : MostUnasked) + 1, cancel);
            Guid[]? only = null;
            if (asked is not null && heads.Count > MostUnasked && partly.Add(code))
                heads = await Heads(connection, body.Code, code, only = await Called(connection, body.Code, code, asked, cancel), Most, cancel);
            entries[code] = heads.Count > Most ? null
                : definitions.Find(body.Code, code) is { Definition.Kind: DefinitionKind.Register } register ? await Named(connection, register, heads, day, only, cancel)
                : heads;
        }
        return new CellText(body, day, entries.GetValueOrDefault, partly);
    }

    private static async Task<List<Interchange.Entry>> Heads(NpgsqlConnection connection, string body, string definition, Guid[]? only, int most, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select s.id::text, coalesce(s.title, s.number, s.id::text), s.number from records.statement s
            where s.body = $1 and s.definition = $2 and s.version > 0 and ($4 is null or s.id = any ($4)) order by 2 limit $3
            """, connection)
        {
            Parameters = { new() { Value = body }, new() { Value = definition }, new() { Value = most }, new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid, Value = (object?)only ?? DBNull.Value } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var heads = new List<Interchange.Entry>();
        while (await rows.ReadAsync(cancel))
            heads.Add(new Interchange.Entry(rows.GetString(0), rows.GetString(1)) { Parts = rows.IsDBNull(2) ? [] : [rows.GetString(2)] });
        return heads;
    }

    // By id, by any name or number, and for suggestions by how it begins.
    private static async Task<Guid[]> Called(NpgsqlConnection connection, string body, string definition, IReadOnlyCollection<string> asked, CancellationToken cancel)
    {
        var texts = asked.Where(text => text.Length is > 0 and <= LongestAsked).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var ids = texts.Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).ToHashSet();
        var parts = texts.Where(text => !Guid.TryParse(text, out _)).SelectMany(text => text.Split('·', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Append(text))
            .SelectMany(part => part.Length > Beginning ? new[] { part, part[..Beginning] } : [part]).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        await using var command = new NpgsqlCommand("select distinct n.statement from unnest($3::text[]) asked cross join lateral records.entries_named($1, $2, asked, $4) n", connection)
        {
            Parameters = { new() { Value = body }, new() { Value = definition }, new() { Value = parts }, new() { Value = MostAlike } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            ids.Add(rows.GetGuid(0));
        return [.. ids];
    }

    private static async Task<List<Interchange.Entry>> Named(NpgsqlConnection connection, PublishedDefinition register, List<Interchange.Entry> heads, DateOnly day, Guid[]? only, CancellationToken cancel)
    {
        var trait = register.Definition.Traits.Register!;
        var heading = RegisterLists.Heading(register.Definition);
        var fields = trait.Title.Concat(trait.Key).Concat(trait.Alike).Distinct(StringComparer.Ordinal)
            .Select(place => register.Definition.FieldAt(place)).Where(found => found is (not null, not null)).ToLookup(found => found!.Value.Section, found => found!.Value.Field);
        var worded = (trait.Obliges?.Title?.All ?? []).Select(said => (said.Language, Place: register.Definition.FieldAt(said.Text))).Where(said => said.Place is not null)
            .ToLookup(said => said.Place!.Value.Section, said => (said.Language, said.Place!.Value.Field));
        var wordings = new Dictionary<string, LocalText>(StringComparer.Ordinal);
        var parts = heads.ToDictionary(head => head.Id, _ => new List<string>(), StringComparer.Ordinal);
        var standing = new HashSet<string>(StringComparer.Ordinal);
        foreach (var section in fields.Select(group => group.Key).Concat(worded.Select(group => group.Key)).Append(heading).Distinct().ToList())
            await foreach (var entry in RegisterReading.Stream(connection, register, section, day, null, null, only, cancel))
            {
                var id = entry.Statement.ToString();
                if (section == heading)
                    standing.Add(id);
                var texts = worded[section].Select(said => (said.Language, Answer: entry.Row[section, said.Field.Code])).Where(said => said.Answer.HasValue).Select(said => (said.Language, said.Answer.Value.AsText)).ToList();
                if (texts.Count > 0)
                    wordings[id] = new LocalText(texts);
                if (parts.TryGetValue(id, out var names))
                    names.AddRange(fields[section].Select(field => entry.Row[section, field.Code]).Where(answer => answer.HasValue).Select(answer => answer.Value.Kind == Kind.Text ? answer.Value.AsText : answer.Value.Text()));
            }
        return [.. heads.Select(head => head with { Parts = [.. head.Parts.Concat(parts[head.Id]).Distinct(StringComparer.Ordinal)], InForce = standing.Contains(head.Id), Worded = wordings.GetValueOrDefault(head.Id) })];
    }
}
