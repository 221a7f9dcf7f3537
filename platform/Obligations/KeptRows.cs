using System.Globalization;
using System.Text;
using System.Text.Json;
using Entente.Records;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Obligations;

/// <summary>What is kept, read and written as the writer.</summary>
internal static class KeptRows
{
    // What a batch of a first run may hold without the database having to sort it all at once.
    private const int AtOnce = 2000;

    internal static readonly JsonSerializerOptions Web = JsonSerializerOptions.Web;

    private const string Select = """
        select o.id, o.party, o.requirement, lower(o.period), upper(o.period), o.period_code, o.seq, o.opened_at, o.changed_at, o.state, o.due_on, o.due_at, o.nil, o.met_at,
               o.called::text, g.reason::text, g.sum::text, g.statement, g.version, g.note
        from obligations.obligation o join obligations.ground g on g.obligation = o.id and g.seq = o.seq
        """;

    private const string InsertNew = """
        insert into obligations.obligation (id, body, definition, party, requirement, called, period, period_code, due_on, due_at, state, nil, met_at, opened_at, changed_at, seq, aud, own_aud)
        select n.id, $1, $2, n.party, n.requirement, n.called::jsonb, daterange(n.start, n.finish), n.code, n.due_on, n.due_at, n.state, n.nil, n.met_at, n.opened_at, n.changed_at, n.seq, n.aud, n.own_aud
        from unnest($3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::date[], $8::date[], $9::text[], $10::date[], $11::timestamptz[], $12::text[], $13::boolean[], $14::timestamptz[], $15::timestamptz[], $16::timestamptz[], $17::int[], $18::int[], $19::int[])
          as n (id, party, requirement, called, start, finish, code, due_on, due_at, state, nil, met_at, opened_at, changed_at, seq, aud, own_aud)
        """;

    private const string UpdateKnown = """
        update obligations.obligation o
        set called = n.called::jsonb, due_on = n.due_on, due_at = n.due_at, state = n.state, nil = n.nil, met_at = n.met_at, changed_at = n.changed_at, seq = n.seq, aud = n.aud, own_aud = n.own_aud
        from unnest($1::uuid[], $2::text[], $3::date[], $4::timestamptz[], $5::text[], $6::boolean[], $7::timestamptz[], $8::timestamptz[], $9::int[], $10::int[], $11::int[])
          as n (id, called, due_on, due_at, state, nil, met_at, changed_at, seq, aud, own_aud)
        where o.id = n.id
        """;

    private const string InsertEvents = """
        with n as (select * from unnest($1::uuid[], $2::int[], $3::text[], $4::timestamptz[], $5::boolean[], $6::date[], $7::timestamptz[], $8::text[], $9::boolean[], $10::timestamptz[], $11::text[],
                     $12::int[], $13::text[], $14::text[], $15::uuid[], $16::int[], $17::text[], $18::bytea[])
            as n (obligation, seq, kind, at, derived, due_on, due_at, state, nil, met_at, called, own_aud, reason, sum, statement, version, note, facts)),
        events as (insert into obligations.event (obligation, seq, kind, at, derived, due_on, due_at, state, nil, met_at, called)
            select obligation, seq, kind, at, derived, due_on, due_at, state, nil, met_at, called::jsonb from n)
        insert into obligations.ground (obligation, seq, own_aud, reason, sum, statement, version, note, facts)
        select obligation, seq, own_aud, reason::jsonb, sum::jsonb, statement, version, note, facts from n
        """;

    /// <summary>What is kept of a definition for periods that touch these days.</summary>
    public static async Task<List<Kept>> Load(NpgsqlConnection connection, string body, string definition, DutyScope scope, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"{Select} where o.body = $1 and o.definition = $2 and upper(o.period) > $3 and lower(o.period) < $4 and ($5::text[] is null or o.party = any ($5))", connection)
        {
            Parameters = { new() { Value = body }, new() { Value = definition }, new() { Value = scope.From }, new() { Value = scope.Until }, Texts(scope.Parties) },
        };
        await using var row = await command.ExecuteReaderAsync(cancel);
        var kept = new List<Kept>();
        while (await row.ReadAsync(cancel))
            kept.Add(Read(row));
        return kept;
    }

    private static Kept Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), new ObligationKey(row.GetString(1), Maybe<Guid>(row, 2), row.GetFieldValue<DateOnly>(3), row.GetFieldValue<DateOnly>(4)), row.GetString(5), row.GetInt32(6),
        row.GetFieldValue<DateTimeOffset>(7), row.GetFieldValue<DateTimeOffset>(8),
        new Status(Enum.Parse<State>(row.GetString(9), ignoreCase: true), Maybe<DateOnly>(row, 10), Maybe<DateTimeOffset>(row, 11), row.GetBoolean(12), Maybe<DateTimeOffset>(row, 13),
            Json<Called>(row, 14), Json<DutyReason>(row, 15), Json<List<DutyStep>>(row, 16) ?? [], Maybe<Guid>(row, 17), Maybe<int>(row, 18), row.IsDBNull(19) ? null : row.GetString(19)));

    internal static T? Maybe<T>(NpgsqlDataReader row, int at) where T : struct => row.IsDBNull(at) ? null : row.GetFieldValue<T>(at);

    internal static T? Json<T>(NpgsqlDataReader row, int at) where T : class => row.IsDBNull(at) ? null : JsonSerializer.Deserialize<T>(row.GetString(at), Web);

    /// <summary>Writes what became known: the events, and what each is now.</summary>
    public static async Task Write(NpgsqlConnection connection, string body, string definition, IReadOnlyList<Change> changes, CancellationToken cancel)
    {
        foreach (var some in changes.Where(change => change.IsNew).Chunk(AtOnce))
            await Run(connection, InsertNew, [Text(body), Text(definition), Ids(some, change => change.After.Id), Strings(some, change => change.After.Key.Party), Ids(some, change => change.After.Key.Requirement),
                .. Called(some), Days(some, change => change.After.Key.Start), Days(some, change => change.After.Key.End), Strings(some, change => change.After.PeriodCode), .. Statuses(some),
                Instants(some, change => change.After.OpenedAt), Instants(some, change => change.After.ChangedAt), .. Ends(some)], cancel);
        foreach (var some in changes.Where(change => !change.IsNew).Chunk(AtOnce))
            await Run(connection, UpdateKnown, [Ids(some, change => change.After.Id), .. Called(some), .. Statuses(some), Instants(some, change => change.After.ChangedAt), .. Ends(some)], cancel);
        foreach (var some in changes.SelectMany(change => change.Events.Select(happening => (change, happening))).Chunk(AtOnce))
            await Run(connection, InsertEvents, Events(some), cancel);
    }

    private static NpgsqlParameter[] Events((Change Change, Happening Happening)[] all) =>
    [
        Ids(all, one => one.Change.After.Id), Ints(all, one => one.Happening.Seq), Strings(all, one => Word(one.Happening.Kind)), Instants(all, one => one.Happening.At), Flags(all, one => one.Happening.Derived),
        Days(all, one => one.Happening.Status.DueOn), Instants(all, one => one.Happening.Status.DueAt), Strings(all, one => Word(one.Happening.Status.State)), Flags(all, one => one.Happening.Status.Nil),
        Instants(all, one => one.Happening.Status.MetAt), Strings(all, one => Written(one.Happening.Status.Called)), Ints(all, one => one.Change.OwnAud), Strings(all, one => Written(one.Happening.Status.Reason)),
        Strings(all, one => one.Happening.Status.Sum.Count == 0 ? null : Written(one.Happening.Status.Sum)), Ids(all, one => one.Happening.Status.Statement), Ints(all, one => one.Happening.Status.Version),
        Strings(all, one => one.Happening.Status.Note), new() { Value = all.Select(one => one.Happening.Kind is EventKind.Met or EventKind.Unmet ? null : one.Change.Facts).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
    ];

    private static NpgsqlParameter[] Called(Change[] some) => [Strings(some, change => Written(change.After.Status.Called))];

    private static NpgsqlParameter[] Statuses(Change[] some) =>
    [
        Days(some, change => change.After.Status.DueOn), Instants(some, change => change.After.Status.DueAt), Strings(some, change => Word(change.After.Status.State)),
        Flags(some, change => change.After.Status.Nil), Instants(some, change => change.After.Status.MetAt),
    ];

    private static NpgsqlParameter[] Ends(Change[] some) => [Ints(some, change => change.After.Seq), Ints(some, change => change.Aud), Ints(some, change => change.OwnAud)];

    internal static string Word<T>(T one) where T : struct, Enum
    {
        var word = new StringBuilder();
        foreach (var letter in one.ToString())
            word.Append(char.IsUpper(letter) && word.Length > 0 ? "-" : "").Append(char.ToLower(letter, CultureInfo.InvariantCulture));
        return word.ToString();
    }

    private static string? Written<T>(T? one) where T : class => one is null ? null : JsonSerializer.Serialize(one, Web);

    private static async Task Run(NpgsqlConnection connection, string sql, NpgsqlParameter[] parameters, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static NpgsqlParameter Text(string text) => new() { Value = text };

    private static NpgsqlParameter Texts(IReadOnlyCollection<string>? texts) => new() { Value = (object?)texts?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static NpgsqlParameter Ids<T>(T[] all, Func<T, Guid?> of) => new() { Value = all.Select(of).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };

    private static NpgsqlParameter Ints<T>(T[] all, Func<T, int?> of) => new() { Value = all.Select(of).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer };

    private static NpgsqlParameter Strings<T>(T[] all, Func<T, string?> of) => new() { Value = all.Select(of).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static NpgsqlParameter Flags<T>(T[] all, Func<T, bool> of) => new() { Value = all.Select(of).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Boolean };

    private static NpgsqlParameter Days<T>(T[] all, Func<T, DateOnly?> of) => new() { Value = all.Select(of).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date };

    private static NpgsqlParameter Instants<T>(T[] all, Func<T, DateTimeOffset?> of) => new() { Value = all.Select(one => of(one)?.UtcDateTime).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz };
}

/// <summary>What is to be written of one thing that is owed.</summary>
internal sealed record Change(Kept After, bool IsNew, IReadOnlyList<Happening> Events, int Aud, int OwnAud, byte[]? Facts);
