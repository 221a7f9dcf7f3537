using Entente.Bodies;
using Entente.Records.Disclosing;
using Entente.Tests.Kit;
using Npgsql;

namespace Entente.Tests.Rooms.Records.Disclosing;

/// <summary>A login of the database for an analyst reads what one person reads, whatever it tries.</summary>
public sealed class AnalystTests(AnalystApp app) : IClassFixture<AnalystApp>
{
    public static TheoryData<string> Attempts { get; } =
    [
        "select set_config('entente.audiences', (select array_agg(n)::text from generate_series(1, 1000) n), false)",
        "select set_config('entente.person', '{clerk}', false)",
        "select set_config('entente.today', '2020-01-01', false)",
        "set search_path = pg_temp, public; create temp table analyst (login text, person uuid, ended_at timestamptz); insert into pg_temp.analyst values (session_user, '{clerk}', null)",
        "create function pg_temp.audiences_of_analyst() returns setof int language sql as 'select generate_series(1, 1000)'; set search_path = pg_temp",
        "create function pg_temp.in_sets(int) returns boolean language sql as 'select true'",
        "create temp view all_of_it as select * from tuna.shared_people",
        "set role entente",
        "set role entente_reader",
        "set role entente_writer",
        "set role entente_analysts",
        "set session authorization entente",
        "set row_security = off",
        "reset session authorization",
        "set default_transaction_read_only = off",
        "create extension dblink",
        "create extension postgres_fdw",
        "insert into records.analyst (login, person, made_at) values (session_user, '{clerk}', now())",
        "update records.analyst set person = '{clerk}'",
        "alter role current_user bypassrls",
        "grant entente_reader to current_user",
        "create policy mine on tuna.shared_people using (true)",
        "alter table tuna.shared_people disable row level security",
        "create rule mine as on select to tuna.shared_people do instead select 1",
        "copy tuna.shared_people to '/tmp/seen'",
        "copy (select 1) to program 'id'",
        "select pg_read_file('/etc/passwd')",
        "lock table tuna.shared_people",
        "truncate tuna.shared_people",
    ];

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task Nothing_that_an_analyst_does_shows_it_more(string attempt)
    {
        await using var analyst = await app.Login();
        var before = await Everything(analyst);
        before.ShouldBe(["All well", "parties only"]);
        // What is only a default is no wall.
        await Try(analyst, "set default_transaction_read_only = off");
        await Try(analyst, attempt.Replace("{clerk}", app.Clerk.ToString(), StringComparison.Ordinal));
        // Refused, or what it was.
        (await Shown(analyst)).ShouldBeSubsetOf(before);
    }

    [Theory]
    [InlineData("select max(1 / (length(owner) - 14)) from tuna.shared_people")]
    [InlineData("select owner::int from tuna.shared_people")]
    [InlineData("select owner::int from tuna.shared_people_current")]
    [InlineData("select pg_temp.tell(owner) from tuna.shared_people")]
    [InlineData("select * from tuna.shared_people where pg_temp.tell(owner)")]
    [InlineData("select * from tuna.shared_people where owner ~ 'secret' and (owner || statement::text)::int > 0")]
    public async Task What_fails_on_a_row_that_is_not_shown_does_not_tell_that_it_is_there(string question)
    {
        await using var analyst = await app.Login();
        await Try(analyst, "set default_transaction_read_only = off");
        await Try(analyst, "create function pg_temp.tell(said text) returns boolean cost 0.0001 language plpgsql as $$ begin raise notice 'I saw %', said; raise exception 'I saw %', said; end $$");
        var notices = new List<string>();
        analyst.Notice += (_, told) => notices.Add(told.Notice.MessageText);
        (await Try(analyst, question)).ShouldBeNull();
        notices.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("select count(*) from pg_stats where schemaname = 'tuna' and tablename like 'shared%'")]
    [InlineData("select count(*) from pg_stats_ext where schemaname = 'tuna'")]
    public async Task Statistics_of_what_is_restricted_are_not_shown(string question)
    {
        await app.Execute("analyze tuna.shared_people; analyze tuna.shared_report");
        await using var analyst = await app.Login();
        (await One(analyst, question)).ShouldBe(0L);
        (await Try(analyst, "select stavalues1 from pg_statistic")).ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task It_reads_the_tables_and_views_of_bodies_and_nothing_else()
    {
        await using var analyst = await app.Login();
        var readable = await Strings(analyst, """
            select distinct coalesce(obj_description(n.oid, 'pg_namespace'), n.nspname) || ' ' || c.relkind::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'v', 'm', 'p', 'f', 'S') and n.nspname !~ '^pg_|^information_schema$' and has_schema_privilege(n.oid, 'USAGE') and has_any_column_privilege(c.oid, 'SELECT')
            """);
        readable.ShouldAllBe(one => one.StartsWith("What is declared to ", StringComparison.Ordinal) && (one.EndsWith(" r", StringComparison.Ordinal) || one.EndsWith(" v", StringComparison.Ordinal)));
        // Nothing that runs with other rights than its own can be called.
        (await Strings(analyst, """
            select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where p.prosecdef and has_schema_privilege(n.oid, 'USAGE') and has_function_privilege(p.oid, 'EXECUTE')
            """)).ShouldBeEmpty();
        (await Strings(analyst, "select c.oid::regclass::text from pg_class c where c.relkind in ('r', 'p') and has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER') and c.relnamespace::regnamespace::text !~ '^pg_'")).ShouldBeEmpty();
        (await Strings(analyst, "select rolname || rolsuper || rolbypassrls || rolcreaterole || rolcreatedb from pg_roles where rolname = session_user")).ShouldHaveSingleItem().ShouldEndWith("falsefalsefalsefalse");
    }

    [Fact]
    public async Task It_counts_as_what_its_person_counts_as_today_and_reads_nothing_once_it_has_ended()
    {
        foreach (var person in new[] { app.Clerk, app.Ghana, app.Desk })
            (await app.Ask<string>("select coalesce(string_agg(body || ' ' || principal, ', ' order by body, principal), '') from bodies.principals_of_person(@person, '2026-03-02')", new { person })).ShouldBe(
                await app.Ask<string>("select coalesce(string_agg(body || ' ' || principal, ', ' order by body, principal), '') from (select set_config('entente.person', @text, false), set_config('entente.today', '2026-03-02', false)) s, lateral bodies.principals_of_reader()", new { text = person.ToString() }));
        await using var owner = new NpgsqlConnection(app.Database.Owner);
        await owner.OpenAsync();
        var (login, password) = await Analysts.Add(owner, app.NameOf("brief"), app.Email, TimeProvider.System.GetUtcNow(), default);
        await using var analyst = await app.Login(login, password);
        (await Everything(analyst)).Count.ShouldBe(2);
        (await Analysts.End(owner, app.NameOf("brief"), TimeProvider.System.GetUtcNow(), default)).ShouldBeTrue();
        (await Try(analyst, "select * from tuna.shared_report")).ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task A_part_that_everybody_reads_of_what_the_party_keeps_is_in_no_table_for_others()
    {
        var statement = await app.Submit("own; report.profit: public");
        (await app.Ask<long>("select count(*) from tuna.shared_report_apart t join records.audience a on a.id = t.aud where t.statement = @statement and a.members = '{public}'", new { statement })).ShouldBe(1);
        await using var analyst = await app.Login();
        foreach (var table in await Strings(analyst, "select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'v') and n.nspname = 'tuna' and c.relname like 'shared%'"))
            (await One(analyst, $"select count(*) from {table} t where t.statement = '{statement}'")).ShouldBe(0L, table);
    }

    [Fact]
    public async Task Under_the_reading_login_without_a_reader_nothing_restricted_is_shown_in_any_table()
    {
        await using var bare = new NpgsqlConnection(app.Database.Logins.Reader);
        await bare.OpenAsync();
        var walked = 0;
        foreach (var table in await Strings(bare, "select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'v') and n.nspname in ('records', 'tuna', 'disclosure') and has_table_privilege(c.oid, 'SELECT')"))
        {
            walked++;
            var seen = (long)(await One(bare, $"select count(*) from {table}"))!;
            seen.ShouldBe(0, table);
        }
        walked.ShouldBeGreaterThan(30);
        (await app.Ask<long>("select count(*) from tuna.shared_report")).ShouldBePositive();
    }

    private static async Task<List<string>> Shown(NpgsqlConnection analyst)
    {
        try
        {
            return await Everything(analyst);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return [];
        }
    }

    private static async Task<List<string>> Everything(NpgsqlConnection analyst)
    {
        var all = new List<string>();
        foreach (var question in new[] { "select remark from tuna.shared_report where remark is not null", "select owner from tuna.shared_people where owner is not null", "select distinct remark from tuna.shared_report_current where remark is not null", "select owner from tuna.shared_people_current where owner is not null" })
            all.AddRange(await Strings(analyst, question));
        return [.. all.Distinct().Order(StringComparer.Ordinal)];
    }

    private static async Task<List<string>> Strings(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync();
        var all = new List<string>();
        while (await rows.ReadAsync())
            all.Add(rows.GetString(0));
        return all;
    }

    private static async Task<object?> One(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static async Task<string?> Try(NpgsqlConnection connection, string sql)
    {
        try
        {
            await One(connection, sql);
            return null;
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
    }
}

/// <summary>With a statement that all parties read, one that nobody but its party does, and a login that reads as somebody of Ghana.</summary>
public sealed class AnalystApp : DisclosingApp
{
    private readonly string _mark = Guid.NewGuid().ToString("N")[..8];
    private (string Login, string Password) _login;

    public string Email { get; private set; } = "";

    /// <summary>Roles belong to the whole server, which other tests use as well.</summary>
    public string NameOf(string name) => $"{name}_{_mark}";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Submit("public; people: sealed; report.profit: own");
        await Submit("parties; people: own", Said("parties only", "Maru"));
        await Submit("own; people: sealed", Said("own alone", "Maru"));
        Email = await Ask<string>("select email from bodies.person where id = @Ghana", new { Ghana });
        await using var owner = new NpgsqlConnection(Database.Owner);
        await owner.OpenAsync();
        _login = await Analysts.Add(owner, NameOf("ghana"), Email, TimeProvider.System.GetUtcNow(), default);
    }

    public Task<NpgsqlConnection> Login() => Login(_login.Login, _login.Password);

    public async Task<NpgsqlConnection> Login(string login, string password)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Database.Owner) { Username = login, Password = password, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public override async ValueTask DisposeAsync()
    {
        await Execute($"""do $$ declare r text; begin for r in select rolname from pg_roles where rolname like '%{_mark}' loop begin execute format('drop role %I', r); exception when others then null; end; end loop; end $$""");
        await base.DisposeAsync();
    }
}
