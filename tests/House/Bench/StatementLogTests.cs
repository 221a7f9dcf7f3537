using Entente.Bench.Floors;
using Entente.Bench.Http;
using NpgsqlTypes;

namespace Entente.Tests.House.Bench;

public sealed class StatementLogTests
{
    [Fact]
    public void A_statement_keeps_its_lines_its_login_and_its_parameters()
    {
        var log = """
            ~entente_reader~71~ LOG:  execute <unnamed>: select name
            	from people.person
            	where id = $1 and note is not distinct from $2
            ~entente_reader~71~ DETAIL:  Parameters: $1 = 'it''s $2 = ''x''', $2 = NULL
            """;
        var statement = StatementLog.Parse(log).ShouldHaveSingleItem();
        statement.Sql.ShouldBe("select name\nfrom people.person\nwhere id = $1 and note is not distinct from $2");
        statement.User.ShouldBe("entente_reader");
        statement.Backend.ShouldBe("71");
        statement.Parameters.ShouldBe(["it's $2 = 'x'", null]);
    }

    [Fact]
    public void Simple_and_prepared_statements_count_and_other_messages_do_not()
    {
        var log = """
            ~entente_reader~71~ LOG:  statement: DISCARD ALL
            ~~60~ LOG:  checkpoint starting: time
            ~entente_writer~72~ LOG:  statement: BEGIN TRANSACTION ISOLATION LEVEL READ COMMITTED
            ~entente_writer~72~ LOG:  execute _auto1: update x set a = $1
            ~entente_writer~72~ DETAIL:  Parameters: $1 = '5'
            """;
        var statements = StatementLog.Parse(log);
        statements.Select(statement => statement.Prepared).ShouldBe([false, false, true]);
        statements.Select(statement => statement.Sql).ShouldBe(["DISCARD ALL", "BEGIN TRANSACTION ISOLATION LEVEL READ COMMITTED", "update x set a = $1"]);
    }

    [Fact]
    public void What_ran_less_often_than_there_were_requests_came_from_elsewhere()
    {
        List<Statement> log = [];
        for (var request = 0; request < 5; request++)
            log.AddRange([Asked("session", $"{request}"), Asked("text"), Asked("page", $"{request}"), Asked("text")]);
        log.Insert(3, Asked("timetable"));
        log.Insert(9, Asked("timetable"));
        StatementLog.OfOneRequest(log, 5).Select(statement => (statement.Sql, statement.Parameters.SingleOrDefault()))
            .ShouldBe([("session", "4"), ("text", null), ("page", "4"), ("text", null)]);
    }

    [Fact]
    public void Statements_on_one_backend_are_one_use_of_a_connection_until_the_pool_hands_it_over() =>
        SameSql.Visits([On("7", "DISCARD ALL"), On("7"), On("7"), On("8"), On("7"), On("7", "SET SESSION AUTHORIZATION DEFAULT;RESET ALL"), On("7")])
            .Select(visit => visit.Count).ShouldBe([2, 1, 1, 1]);

    [Theory]
    [InlineData("2026-11-21", NpgsqlDbType.Date)]
    [InlineData("0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d", NpgsqlDbType.Uuid)]
    [InlineData("2026-11-21 09:15:00.123456+00", NpgsqlDbType.TimestampTz)]
    [InlineData("42", NpgsqlDbType.Bigint)]
    [InlineData("iccat", NpgsqlDbType.Unknown)]
    [InlineData(null, NpgsqlDbType.Unknown)]
    public void A_parameters_type_is_told_by_its_look(string? text, NpgsqlDbType type) => SameSql.Type(text).ShouldBe(type);

    private static Statement Asked(string sql, params string[] parameters) => new("entente_reader", "7", sql, parameters);

    private static Statement On(string backend, string sql = "select 1") => new("entente_reader", backend, sql, []);
}
