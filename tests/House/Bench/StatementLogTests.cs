using Entente.Bench.Floors;
using Entente.Bench.Http;

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
    public void Simple_statements_count_and_the_pools_own_and_other_messages_do_not()
    {
        var log = """
            ~entente_reader~71~ LOG:  statement: DISCARD ALL
            ~~60~ LOG:  checkpoint starting: time
            ~entente_writer~72~ LOG:  statement: BEGIN TRANSACTION ISOLATION LEVEL READ COMMITTED
            ~entente_writer~72~ LOG:  execute _auto1: update x set a = $1
            ~entente_writer~72~ DETAIL:  Parameters: $1 = '5'
            """;
        StatementLog.Parse(log).Select(statement => statement.Sql).ShouldBe(["BEGIN TRANSACTION ISOLATION LEVEL READ COMMITTED", "update x set a = $1"]);
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
    public void Statements_in_a_row_on_one_backend_are_one_use_of_a_connection() =>
        SameSql.Visits([On("7"), On("7"), On("8"), On("7")]).Select(visit => visit.Count).ShouldBe([2, 1, 1]);

    private static Statement Asked(string sql, params string[] parameters) => new("entente_reader", "7", sql, parameters);

    private static Statement On(string backend) => new("entente_reader", backend, "select 1", []);
}
