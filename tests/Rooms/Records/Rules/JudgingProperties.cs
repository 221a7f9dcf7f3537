using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Rooms.Records.Rules;

public sealed class JudgingProperties
{
    // Small pools, so that keys repeat, codes are sometimes wrong and everything is sometimes missing.
    private static readonly Gen<Answer[]> Rows = Gen.Elements("v1", "v2", "v9", null).SelectMany(vessel => Gen.Elements("PS", "LL", "XX", null)
        .SelectMany(gear => Gen.Elements<object?>(0m, 1m, 600_000m, 2.125m, -3m, Answer.Nil, Answer.Withheld("Article 5"), Answer.NotApplicable(null), "text", null)
        .SelectMany(weight => Gen.Elements<object?>(1m, 3m, 0m, 1.5m, null)
        .Select(number => new[] { Desk.AnswerOf(vessel), Desk.AnswerOf(gear), Desk.AnswerOf(weight), Desk.AnswerOf(number), Desk.AnswerOf(7m), Desk.AnswerOf(80m) }))));

    private static readonly Gen<Statement> Statements = Rows.ListOf().SelectMany(rows => Gen.Elements<object?>(true, false, false, false, null)
        .SelectMany(none => Gen.Elements<object?>(100m, 1_000_000m, null).Select(limit => StatementOf(rows, none, limit))));

    [Fact]
    public void Judging_twice_changes_nothing() => Each(statement =>
    {
        var first = Desk.Faults(statement);
        var said = Desk.Said(statement);
        Desk.Lines(Desk.Faults(statement)).ShouldBe(Desk.Lines(first));
        Desk.Said(statement).ShouldBe(said);
    });

    [Fact]
    public void A_stream_and_a_statement_in_memory_have_the_same_faults() => Each(statement =>
    {
        var streams = statement.Definition.Sections.Where(section => section.IsTable).ToDictionary(
            section => section.Code, section => (RowSource)new Reused([.. statement.Rows(section.Code).Select(Copy)]), StringComparer.Ordinal);
        var told = new List<Fault>();
        var heads = Heads(statement);
        Desk.Book(statement.Definition).Judge(heads, streams, Desk.Around, told.Add, TestContext.Current.CancellationToken).IsCompletedSuccessfully.ShouldBeTrue();
        Desk.Lines(told).Order(StringComparer.Ordinal).ShouldBe(Desk.Lines(Desk.Faults(statement)).Order(StringComparer.Ordinal));
    });

    [Fact]
    public void The_order_of_rows_does_not_matter_to_totals() => Each(statement =>
    {
        var other = Heads(statement);
        foreach (var section in statement.Definition.Sections.Where(section => section.IsTable))
            other.Rows(section.Code).AddRange(statement.Rows(section.Code).Select(Copy).Reverse());
        string[] Whole(Statement judged) => [.. Desk.Lines(Desk.Faults(judged).Where(fault => fault.RowNumber is null))];
        Whole(other).ShouldBe(Whole(statement));
        other["report", "mean"].ShouldBe(statement["report", "mean"]);
    });

    [Fact]
    public void What_is_not_asked_holds_nothing_and_has_no_faults() => Each(statement =>
    {
        var faults = Desk.Faults(statement);
        if (!statement["report", "no_catch"].Value.IsTrue)
            faults.ShouldNotContain(fault => fault.Field == "why");
        else
            faults.ShouldNotContain(fault => fault.Section == "catches" && fault.Rule != "check:less-than-before");
        foreach (var row in statement.Rows("catches"))
            if (!row.Answers[1].Value.Equals(Value.Of("LL")))
                row.Answers[5].IsBlank.ShouldBeTrue();
        faults.Where(fault => fault.Field == "length").ShouldAllBe(fault => statement.Rows("catches")[(int)fault.RowNumber!.Value - 1].Answers[1].Value.Equals(Value.Of("LL")));
    });

    [Fact]
    public void Every_row_that_breaks_a_rule_is_told() => Each(statement =>
    {
        var faults = Desk.Faults(statement);
        faults.Count(fault => fault.Rule == "unknown-code" && fault.Section == "catches").ShouldBe(statement.Rows("catches").Count(row => row.Answers[1].Value.Equals(Value.Of("XX"))));
        var keys = statement.Rows("catches").Where(row => !row.Answers[0].IsBlank || !row.Answers[1].IsBlank).Select(row => (row.Answers[0].Value.ToString(), row.Answers[1].Value.ToString())).ToList();
        faults.Count(fault => fault.Rule == "key" && fault.Section == "catches").ShouldBe(keys.Count - keys.Distinct().Count());
    });

    private static void Each(Action<Statement> holds) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(20_261_121, 1), Prop.ForAll(Statements.ToArbitrary(), holds));

    private static Statement StatementOf(IEnumerable<Answer[]> rows, object? none, object? limit)
    {
        var statement = Desk.Good();
        Desk.Put(statement, "report", ("no_catch", none), ("limit", limit), ("why", "Storms"));
        statement.Rows("catches").Clear();
        statement.Rows("catches").AddRange(rows.Select(answers => new Row(Guid.NewGuid(), [.. answers])));
        return statement;
    }

    private static Statement Heads(Statement statement)
    {
        var heads = new Statement(statement.Definition);
        foreach (var section in statement.Definition.Sections.Where(section => !section.IsTable))
            statement.Fields(section.Code).Answers.CopyTo(heads.Fields(section.Code).Answers, 0);
        return heads;
    }

    private static Row Copy(Row row) => new(row.Id, [.. row.Answers]);

    /// <summary>Puts every row into the same buffer, as a reader of a large file does.</summary>
    private sealed class Reused(IReadOnlyList<Row> rows) : RowSource
    {
        public override async IAsyncEnumerable<Row> Read([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
        {
            await Task.CompletedTask;
            if (rows.Count == 0)
                yield break;
            var buffer = new Row(Guid.Empty, new Answer[rows[0].Answers.Length]);
            foreach (var row in rows)
            {
                buffer.Id = row.Id;
                row.Answers.CopyTo(buffer.Answers, 0);
                yield return buffer;
            }
        }
    }
}
