using Entente.Disclosure;
using Entente.Records.Drafts;
using Npgsql;

namespace Entente.Records.Confidential;

/// <summary>Which answers of a statement's drafts are kept encrypted, and under which key.</summary>
internal sealed record DraftSeal(Guid Statement, DataKey Key, IReadOnlySet<(string Section, string Field)> Fields)
{
    /// <summary>Null where nothing of it is confidential.</summary>
    public static async Task<DraftSeal?> Of(NpgsqlConnection connection, Guid statement, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select s.body, s.party, f.section, f.field from records.statement s join records.sealed_field f on f.body = s.body and f.definition = s.definition where s.id = $1
            """, connection) { Parameters = { new() { Value = statement } } };
        var fields = new HashSet<(string, string)>();
        var (body, party) = ("", (string?)null);
        await using (var rows = await command.ExecuteReaderAsync(cancel))
            while (await rows.ReadAsync(cancel))
            {
                (body, party) = (rows.GetString(0), rows.IsDBNull(1) ? null : rows.GetString(1));
                fields.Add((rows.GetString(2), rows.GetString(3)));
            }
        return fields.Count == 0 ? null : new DraftSeal(statement, PartyKeys.Of(connection).For(body, party), fields);
    }

    public Change Close(Change change) => change with { Was = Close(change.Section, change.Row, change.Field, change.Was), Now = Close(change.Section, change.Row, change.Field, change.Now) };

    public SetAside Close(SetAside aside) => aside with { Answer = Close(aside.Section, aside.Row, aside.Field, aside.Answer)! };

    public DraftSection Close(string code, DraftSection section) =>
        Fields.Any(field => field.Section == code) ? section.Each((row, field, text) => Close(code, row, field, text)) : section;

    private string? Close(string section, Guid row, string? field, string? text) =>
        text is not null && field is not null && Fields.Contains((section, field)) ? Boxed.Close(Key, Boxed.Drafted(Statement, section, row, field), text) : text;
}
