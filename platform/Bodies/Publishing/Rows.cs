using System.Text.Encodings.Web;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Bodies.Publishing;

/// <summary>The current version as rows: what the new one does not have is removed, the rest is written anew.</summary>
internal static class Rows
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task Replace(NpgsqlConnection connection, Body body, CancellationToken cancel)
    {
        // Memberships go first and come back last, so that a party is never without its rows for anybody else.
        await Run(connection, """
            delete from bodies.membership where body = $1;
            delete from bodies.party_group where body = $1;
            delete from bodies.standing_audience where body = $1;
            delete from bodies.label where body = $1;
            delete from bodies.list_code where body = $1;
            delete from bodies.post where body = $1;
            """.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), body.Code, cancel);
        await Parties(connection, body, cancel);
        await Memberships(connection, body, cancel);
        await Groups(connection, body, cancel);
        await Audiences(connection, body, cancel);
        await Labels(connection, body, cancel);
        await Lists(connection, body, cancel);
        await Posts(connection, body, cancel);
    }

    private static async Task Parties(NpgsqlConnection connection, Body body, CancellationToken cancel)
    {
        await Run(connection, "delete from bodies.party where body = $1 and code <> all ($2)", body.Code, cancel, Texts(body.Parties, party => party.Code));
        await Run(connection, """
            insert into bodies.party (body, code, country, names)
            select $1, code, country, names from unnest($2, $3, $4) as row (code, country, names)
            on conflict (body, code) do update set country = excluded.country, names = excluded.names
            """, body.Code, cancel, Texts(body.Parties, party => party.Code), Texts(body.Parties, party => party.Country), Names(body.Parties, party => party.Name));
    }

    private static Task Memberships(NpgsqlConnection connection, Body body, CancellationToken cancel)
    {
        var rows = body.Parties.SelectMany(party => party.Memberships, (party, membership) => (party.Code, membership.Standing, membership.Period, membership.Values)).ToList();
        return Run(connection, """
            insert into bodies.membership (body, party, standing, validity, attributes)
            select $1, party, standing, validity, attributes from unnest($2, $3, $4, $5) as row (party, standing, validity, attributes)
            """, body.Code, cancel, Texts(rows, row => row.Code), Texts(rows, row => row.Standing), Periods(rows, row => row.Period), Json(rows, row => row.Values is null ? "{}" : JsonSerializer.Serialize(row.Values, Readable)));
    }

    private static Task Groups(NpgsqlConnection connection, Body body, CancellationToken cancel)
    {
        var groupingOf = body.Groupings.SelectMany(grouping => grouping.Groups, (grouping, group) => (grouping, group)).ToDictionary(pair => pair.group.Code, pair => pair.grouping.Code, StringComparer.Ordinal);
        var rows = body.Parties.SelectMany(party => party.Memberships, (party, membership) => (Party: party.Code, membership))
            .SelectMany(pair => pair.membership.Groups, (pair, group) => (pair.Party, Group: group, pair.membership.Period)).ToList();
        return Run(connection, """
            insert into bodies.party_group (body, party, grouping_code, group_code, validity)
            select $1, party, grouping_code, group_code, validity from unnest($2, $3, $4, $5) as row (party, grouping_code, group_code, validity)
            """, body.Code, cancel, Texts(rows, row => row.Party), Texts(rows, row => groupingOf[row.Group]), Texts(rows, row => row.Group), Periods(rows, row => row.Period));
    }

    private static Task Audiences(NpgsqlConnection connection, Body body, CancellationToken cancel)
    {
        var rows = body.Standings.SelectMany(standing => standing.Audiences, (standing, audience) => (Standing: standing.Code, Audience: audience)).ToList();
        return Run(connection, "insert into bodies.standing_audience (body, standing, audience) select $1, standing, audience from unnest($2, $3) as row (standing, audience)",
            body.Code, cancel, Texts(rows, row => row.Standing), Texts(rows, row => row.Audience));
    }

    private static Task Labels(NpgsqlConnection connection, Body body, CancellationToken cancel)
    {
        List<(string Kind, string Code, LocalText Name)> rows =
        [
            .. body.Standings.Select(standing => ("standing", standing.Code, standing.Name)),
            .. body.Audiences.Select(audience => ("audience", audience.Code, audience.Name)),
            .. body.Groupings.Select(grouping => ("grouping", grouping.Code, grouping.Name)),
            .. body.Groupings.SelectMany(grouping => grouping.Groups).Select(group => ("group", group.Code, group.Name)),
            .. body.Posts.Select(post => ("post", post.Code, post.Name)),
            .. body.Lists.Select(list => ("list", list.Code, list.Name)),
        ];
        return Run(connection, "insert into bodies.label (body, kind, code, names) select $1, kind, code, names from unnest($2, $3, $4) as row (kind, code, names)",
            body.Code, cancel, Texts(rows, row => row.Kind), Texts(rows, row => row.Code), Names(rows, row => row.Name));
    }

    private static Task Lists(NpgsqlConnection connection, Body body, CancellationToken cancel)
    {
        var rows = body.Lists.SelectMany(list => list.Codes, (list, row) => (List: list.Code, Row: row)).ToList();
        return Run(connection, """
            insert into bodies.list_code (body, list, code, labels, parent, attributes, validity)
            select $1, list, code, labels, parent, attributes, validity
            from unnest($2, $3, $4, $5, $6, $7) as row (list, code, labels, parent, attributes, validity)
            """, body.Code, cancel, Texts(rows, row => row.List), Texts(rows, row => row.Row.Code), Names(rows, row => row.Row.Label), Texts(rows, row => row.Row.Parent),
            Json(rows, row => JsonSerializer.Serialize(row.Row.Values, Readable)), Periods(rows, row => row.Row.Period));
    }

    // The policies of the database go by the rights of posts; PostgreSQL has no arrays of arrays of different lengths.
    private static Task Posts(NpgsqlConnection connection, Body body, CancellationToken cancel) =>
        Run(connection, """
            insert into bodies.post (body, code, for_party, rights, reconfirm_months)
            select $1, code, for_party, string_to_array(rights, ' '), reconfirm_months from unnest($2, $3, $4, $5) as row (code, for_party, rights, reconfirm_months)
            """, body.Code, cancel, Texts(body.Posts, post => post.Code),
            new() { Value = body.Posts.Select(post => post.For == PostFor.Party).ToArray() },
            Texts(body.Posts, post => string.Join(' ', post.Rights.Select(RightNames.Of))),
            new() { Value = body.Posts.Select(post => post.ReconfirmAfterMonths).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });

    private static async Task Run(NpgsqlConnection connection, IEnumerable<string> statements, string body, CancellationToken cancel)
    {
        foreach (var sql in statements)
            await Run(connection, sql, body, cancel);
    }

    private static async Task Run(NpgsqlConnection connection, string sql, string body, CancellationToken cancel, params NpgsqlParameter[] columns)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = body } } };
        foreach (var column in columns)
            command.Parameters.Add(column);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static NpgsqlParameter Texts<T>(IReadOnlyList<T> rows, Func<T, string?> cell) =>
        new() { Value = rows.Select(cell).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static NpgsqlParameter Json<T>(IReadOnlyList<T> rows, Func<T, string> cell) =>
        new() { Value = rows.Select(cell).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb };

    // As an object, {"en": "…"}, which is what SQL asks for: names ->> 'en'.
    private static NpgsqlParameter Names<T>(IReadOnlyList<T> rows, Func<T, LocalText> cell) =>
        Json(rows, row => JsonSerializer.Serialize(cell(row).All.ToDictionary(text => text.Language, text => text.Text, StringComparer.Ordinal), Readable));

    private static NpgsqlParameter Periods<T>(IReadOnlyList<T> rows, Func<T, Period> cell) =>
        new() { Value = rows.Select(row => Range(cell(row))).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.DateRange };

    private static NpgsqlRange<DateOnly> Range(Period period) =>
        new(period.From ?? default, lowerBoundIsInclusive: true, lowerBoundInfinite: period.From is null, period.Until ?? default, upperBoundIsInclusive: false, upperBoundInfinite: period.Until is null);
}
