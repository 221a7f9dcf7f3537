using System.Runtime.CompilerServices;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Confidential;
using Entente.Records.Content;
using Entente.Records.Rules;
using Entente.Records.Tables;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Writing;

/// <summary>Fetches what the rules of one statement look at: the facts its definition declares, the records its answers name, the entries its tables have rows for.</summary>
internal sealed partial class Surveying(NpgsqlConnection connection, DefinitionCatalogue definitions, Rulings rulings, Surroundings around)
{
    private const string PeriodBefore = """
        select s.id, s.version, v.definition_version from records.statement s
        join records.version v on v.statement = s.id and v.number = s.version
        where s.body = $1 and s.definition = $2 and s.party is not distinct from $3 and upper(s.period) = $4 and s.state = any ($5)
        order by lower(s.period) desc limit 1
        """;

    private const string Standing = """
        select s.id, s.version, v.definition_version from records.statement s
        join records.version v on v.statement = s.id and v.number = s.version
        where s.body = $1 and s.definition = $2 and s.id = any ($3) and s.state = any ($4)
        """;

    private string Body => rulings.Body.Code;

    /// <param name="before">What the version before said; null where there is none.</param>
    /// <param name="content">What is judged; null where nothing is.</param>
    public async Task<Surroundings> Of(Statement? before, Statement? content, CancellationToken cancel)
    {
        var facts = new Dictionary<string, IEnumerable<Value>>(StringComparer.Ordinal);
        foreach (var fact in rulings.Facts)
            if (await Rows(fact, before, cancel) is { } rows)
                facts[fact.Code] = rows;
        var named = new Dictionary<(string, string), Context>();
        foreach (var (code, ids) in content is null ? [] : NamedBy(content))
            foreach (var (id, record) in await Records(code, ids, cancel))
                named[(code, id)] = record;
        var entries = await EachOf(cancel);
        return around with { Facts = facts, Entry = (code, id) => named.GetValueOrDefault((code, id)), Entries = code => entries.GetValueOrDefault(code, []) };
    }

    // The entries of which a table has one row each.
    private async Task<Dictionary<string, IReadOnlyList<string>>> EachOf(CancellationToken cancel)
    {
        var entries = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var register in rulings.Definition.Sections.Select(section => section.Rows?.ForEach).OfType<ForEach>().Where(each => each.Register).Select(each => each.Of).Distinct(StringComparer.Ordinal))
            entries[register] = await Entries(register, cancel);
        foreach (var each in rulings.Definition.Sections.Select(section => section.Rows?.ForEach).OfType<ForEach>().Where(each => each.Register).DistinctBy(each => each.Of))
            entries[each.Of] = await new EachApplying(connection, definitions, rulings, around).Of(each, entries[each.Of], cancel);
        return entries;
    }

    // Null: it cannot be had, so that what looks at it is not run.
    private async Task<List<Value>?> Rows(Fact fact, Statement? before, CancellationToken cancel)
    {
        if (rulings.Scopes.RowOf(fact) is not { } type)
            return null;
        if (fact.Source == FactSource.Register)
            return definitions.Find(Body, fact.Of) is { } register && rulings.DayOf(fact, around) is { } day
                ? await InForce(register, SectionOf(register.Definition, fact), type, day, fact.OwnOnly ? around.Party?.Code ?? "" : null, null, cancel)
                : null;
        if (fact.Source == FactSource.Statements)
        {
            if (definitions.Find(Body, fact.Of) is not { } declared || rulings.SpanOf(fact, around) is not { } span)
                return null;
            var rows = new List<Value>();
            await foreach (var row in Declared(declared, SectionOf(declared.Definition, fact), type, span, cancel))
                rows.Add(row);
            return rows;
        }
        if (fact.Source == FactSource.LastVersion)
            return before is null ? [] : Seen(before, SectionOf(before.Definition, fact), type);
        if (around.Period is not { } period)
            return [];
        var of = definitions.Find(Body, fact.Of.Length > 0 ? fact.Of : rulings.Definition.Code);
        if (of is null)
            return null;
        var found = await Found(PeriodBefore, of, BeforeThis(period, of), cancel);
        return found is [var last] ? Seen(last.Content, last.Content.Definition.Section(SectionOf(of.Definition, fact).Code), type) : [];
    }

    private async Task<List<Value>> InForce(PublishedDefinition register, Section section, Feel.Checking.ContextType type, DateOnly day, string? party, IReadOnlyCollection<Guid>? only, CancellationToken cancel)
    {
        var rows = new List<Value>();
        await foreach (var row in Going(register, section, type, day, party, only, cancel))
            rows.Add(row);
        return rows;
    }

    private async IAsyncEnumerable<Value> Going(PublishedDefinition register, Section section, Feel.Checking.ContextType type, DateOnly day, string? party, IReadOnlyCollection<Guid>? only, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        // Beside the row's own fields those that the entry has once.
        List<Section> parts = [section, .. register.Definition.Sections.Where(other => !other.IsTable && other != section)];
        var heads = new Dictionary<(Guid, int), Answer[]>();
        for (var part = 1; part < parts.Count; part++)
            await foreach (var entry in RegisterReading.Stream(connection, register, parts[part], day, null, party, only, cancel))
                heads[(entry.Statement, part)] = [.. entry.Row.Answers];
        var seen = new SeenRows(type, parts);
        await foreach (var entry in RegisterReading.Stream(connection, register, section, day, null, party, only, cancel))
            yield return seen.Of(entry.Statement.ToString(), [entry.Row.Answers, .. Enumerable.Range(1, parts.Count - 1).Select(part => heads.GetValueOrDefault((entry.Statement, part)))]);
    }

    private async IAsyncEnumerable<Value> Declared(PublishedDefinition of, Section section, Feel.Checking.ContextType type, Spanned span, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var seen = new SeenRows(type, [section]);
        await foreach (var said in StatementRows.Stream(connection, of, section, span, null, cancel))
            yield return seen.Of(said.Row.Id.ToString(), Beside(said), said.Row.Answers);
    }

    private static Dictionary<string, Value> Beside(StandingRow said) => new(StringComparer.Ordinal)
    {
        [FieldTypes.DeclaredBy] = Value.Of(said.Party), [FieldTypes.PeriodStart] = Value.Of((Feel.Values.Date)said.Start), [FieldTypes.PeriodEnd] = Value.Of((Feel.Values.Date)said.End),
    };

    private static List<Value> Seen(Statement statement, Section? section, Feel.Checking.ContextType type)
    {
        if (section is null)
            return [];
        var seen = new SeenRows(type, [section]);
        return section.IsTable ? [.. statement.Rows(section.Code).Select(row => seen.Of(row.Id.ToString(), row.Answers))] : [seen.Of("", statement.Fields(section.Code).Answers)];
    }

    public async Task<List<(string Id, Context Record)>> Records(string code, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        if (definitions.Find(Body, code) is not { } of)
            return [];
        var type = rulings.Scopes.EntryOf(code);
        if (of.Definition.Kind == DefinitionKind.Register)
        {
            var section = of.Definition.Sections.FirstOrDefault(section => !section.IsTable) ?? of.Definition.Sections[0];
            var rows = await InForce(of, section, type, around.Day, null, ids, cancel);
            var found = rows.Select(row => (Id: row.AsContext.TryGet(FieldTypes.Id, out var id) ? id.AsText : "", row.AsContext)).ToList();
            var gone = ids.Except(found.Select(one => Guid.Parse(one.Id))).ToList();
            return gone.Count == 0 ? found : [.. found, .. await Merged(of, section, type, gone, cancel)];
        }
        var records = new List<(string, Context)>();
        foreach (var (id, content) in await Found(Standing, of, [new() { Value = ids.ToArray() }, new() { Value = of.Standing.ToArray() }], cancel))
        {
            List<Section> parts = [.. content.Definition.Sections.Where(section => !section.IsTable)];
            records.Add((id.ToString(), new SeenRows(type, parts).Of(id.ToString(), [.. parts.Select(part => content.Fields(part.Code).Answers)]).AsContext));
        }
        return records;
    }

    // What was merged into another entry is answered for by that one, under the name by which it was asked for.
    private async Task<List<(string Id, Context Record)>> Merged(PublishedDefinition of, Section section, Feel.Checking.ContextType type, IReadOnlyList<Guid> gone, CancellationToken cancel)
    {
        var survivors = new List<(Guid Gone, Guid Survivor)>();
        await using (var command = new NpgsqlCommand("select m.statement, records.survivor(m.statement) from records.entry_merger m where m.statement = any ($1) and m.undone_in is null", connection) { Parameters = { new() { Value = gone.ToArray() } } })
        {
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
                survivors.Add((rows.GetGuid(0), rows.GetGuid(1)));
        }
        if (survivors.Count == 0)
            return [];
        var standing = (await InForce(of, section, type, around.Day, null, [.. survivors.Select(one => one.Survivor).Distinct()], cancel))
            .ToLookup(row => row.AsContext.TryGet(FieldTypes.Id, out var id) ? id.AsText : "", row => row.AsContext, StringComparer.Ordinal);
        return [.. survivors.SelectMany(one => standing[one.Survivor.ToString()], (one, record) => (one.Gone.ToString(), record))];
    }

    // Of what parties declare, each answers for its own.
    private async Task<IReadOnlyList<string>> Entries(string code, CancellationToken cancel)
    {
        if (definitions.Find(Body, code) is not { } register)
            return [];
        var section = register.Definition.Sections.FirstOrDefault(section => !section.IsTable) ?? register.Definition.Sections[0];
        var entries = new List<string>();
        await foreach (var entry in RegisterReading.Stream(connection, register, section, around.Day, null, register.Definition.DeclaredBy == Definition.ByBody ? null : around.Party?.Code, cancel: cancel))
            entries.Add(entry.Statement.ToString());
        return [.. entries.Distinct(StringComparer.Ordinal)];
    }

    private async Task<List<(Guid Id, Statement Content)>> Found(string sql, PublishedDefinition of, NpgsqlParameter[] parameters, CancellationToken cancel)
    {
        var read = new List<(Guid, Statement)>();
        foreach (var (id, version, then) in await Versions(sql, of, parameters, cancel))
            read.Add((id, Boxed.Blank(await TypedRows.Load(connection, then, id, version, cancel))));
        return read;
    }

    private async Task<List<(Guid Id, int Version, PublishedDefinition Under)>> Versions(string sql, PublishedDefinition of, NpgsqlParameter[] parameters, CancellationToken cancel)
    {
        var found = new List<(Guid Id, int Version, int DefinitionVersion)>();
        await using (var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = Body }, new() { Value = of.Definition.Code } } })
        {
            command.Parameters.AddRange(parameters);
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
                found.Add((rows.GetGuid(0), rows.GetInt32(1), rows.GetInt32(2)));
        }
        var versions = new List<(Guid, int, PublishedDefinition)>();
        foreach (var (id, version, under) in found)
            if (await definitions.Find(Body, of.Definition.Code, under, cancel) is { } then)
                versions.Add((id, version, then));
        return versions;
    }

    private NpgsqlParameter[] BeforeThis(ReportedPeriod period, PublishedDefinition of) => [Text(around.Party?.Code), new() { Value = period.Start }, new() { Value = of.Standing.ToArray() }];

    private static Section SectionOf(Definition of, Fact fact) => (fact.Section is { } code ? of.Section(code) : null) ?? of.Sections[0];

    private static Dictionary<string, HashSet<Guid>> NamedBy(Statement content)
    {
        var named = new Dictionary<string, HashSet<Guid>>(StringComparer.Ordinal);
        foreach (var section in content.Definition.Sections)
            for (var at = 0; at < section.Fields.Count; at++)
            {
                if (section.Fields[at] is not { Type: FieldType.Reference, References: { } code })
                    continue;
                var ids = named.TryGetValue(code, out var known) ? known : named[code] = [];
                foreach (var row in section.IsTable ? content.Rows(section.Code) : [content.Fields(section.Code)])
                    if (row.Answers[at] is { HasValue: true, Value: { Kind: Kind.Text } value } && Guid.TryParse(value.AsText, out var id))
                        ids.Add(id);
            }
        return named;
    }

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
