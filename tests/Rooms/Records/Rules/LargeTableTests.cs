using System.Diagnostics;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Values;
using Entente.Records.Content;
using Entente.Records.Rules;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Records.Rules;

/// <summary>Twenty rules over a hundred thousand rows of twelve columns that stand in one buffer after the other.</summary>
public sealed class LargeTableTests(ITestOutputHelper output)
{
    private const int Rows = 100_000;

    [Fact]
    public void Rows_that_go_by_leave_no_garbage()
    {
        var book = Desk.Book(Definitions.Large());
        Run(book, 1000, everyWrong: 10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        var faults = Run(book, Rows, everyWrong: 0);
        output.WriteLine($"{Rows} rows in {watch.ElapsedMilliseconds} ms");
        faults.ShouldBe(0);
        ((GC.GetAllocatedBytesForCurrentThread() - before) / Rows).ShouldBeLessThan(8);
    }

    [Fact]
    public void Every_fault_is_told_however_many() => Run(Desk.Book(Definitions.Large()), Rows, everyWrong: 2).ShouldBe(Rows / 2);

    [Fact]
    public void Keys_of_many_rows_are_compared_exactly()
    {
        var large = Definitions.Large();
        var keyed = large with { Sections = [large.Sections[0] with { Rows = new RowRules(0, Rows, ["vessel", "fish"], null) }] };
        var faults = new List<Fault>();
        Run(Desk.Book(keyed), Rows, everyWrong: 0, faults.Add, sameAs: row => row == 77_777 ? 5 : row);
        Desk.Lines(faults).ShouldBe(["key at catches 77778 vessel (6)"]);
    }

    private static int Run(RuleBook book, int rows, int everyWrong, Action<Fault>? tell = null, Func<int, int>? sameAs = null)
    {
        var faults = 0;
        var judging = book.Open(new Statement(book.Definition), Desk.Around, tell ?? (_ => faults++));
        var vessels = Enumerable.Range(0, 1000).Select(n => Value.Of($"V{n:000}")).ToArray();
        var row = Row.Of(book.Definition.Sections[0], Guid.Empty);
        while (judging.Next() is not null)
        {
            for (var number = 0; number < rows; number++)
            {
                var like = sameAs?.Invoke(number) ?? number;
                Fill(row.Answers, vessels[like % 1000], like / 1000);
                if (everyWrong > 0 && number % everyWrong == 0)
                    row.Answers[9] = Answer.Of(Value.Of(-1));
                judging.Push(row);
            }
        }
        return faults;
    }

    private static readonly Answer[] Usual =
    [
        default, Answer.Of(Value.Of("PS")), Answer.Of(Value.Of("BFT")), Answer.Of(Value.Of("ATE")), default, Answer.Of(Value.Of(1250.5m)), Answer.Of(Value.Of(12)),
        Answer.Of(Value.Of(180.5m)), Answer.Of(Value.Of(10.25m)), Answer.Of(Value.Of(9.5m)), Answer.Of(Value.True), Answer.Of(Value.Of("as usual")),
    ];

    private static void Fill(Answer[] answers, Value vessel, int round)
    {
        Usual.CopyTo(answers, 0);
        answers[0] = Answer.Of(vessel);
        answers[4] = Answer.Of(Value.Of(new Date(2026, 2, 9 + (round % 7))));
        answers[6] = Answer.Of(Value.Of(2 + round));
    }
}
