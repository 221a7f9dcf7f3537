using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Values;

namespace Entente.Tests.Feel.Checking;

/// <summary>Nothing else may run meanwhile: bytes are counted for the whole process.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;

[Collection(typeof(Alone))]
public sealed class FlatMemoryTests
{
    private const int Rows = 1_000_000;
    private const int Vessels = 1_000;

    private static readonly string[] rules =
    [
        "weight_kg >= 0 and gear in (\"PS\", \"LL\")",
        "sum(catches[gear = \"PS\"].weight_kg) > 0 and count(catches) = 1000000",
        "count(register[vessel_id = row.vessel_id]) > 0",
        "weight_kg <= max(catches.weight_kg)",
        "count(catches[vessel_id = row.vessel_id]) = 1000",
    ];

    private readonly Value[] ids = [.. Enumerable.Range(0, Vessels).Select(n => Value.Of($"V{n}"))];
    private readonly List<long> retained = [];

    [Fact]
    public void What_is_kept_of_a_million_rows_does_not_grow_with_them()
    {
        var planned = PlannedRules.Of(Desk.Large, [.. rules.Select(r => Checker.Check(r, Desk.Large))]);
        var (outcomes, good) = (0L, 0L);
        foreach (var outcome in planned.Run(Book.Values([], [], Value.Null), name => name == "catches" ? Catches() : Register()))
        {
            outcomes++;
            good += outcome.Outcome.Holds ? 1 : 0;
        }
        outcomes.ShouldBe((4L * Rows) + 1);
        good.ShouldBe(outcomes);
        // Per pass: after the first hundredth of the rows, and after the last.
        foreach (var pass in retained.Chunk(2))
            (pass[1] - pass[0]).ShouldBeLessThan(256 * 1024);
    }

    private IEnumerable<Value> Catches()
    {
        var cells = new Value[Book.Catch.Count];
        var row = Value.Of(new Context(Book.Catch, cells));
        var gear = Value.Of("PS");
        var landed = Value.Of(new Date(2026, 1, 1));
        for (var n = 0; n < Rows; n++)
        {
            (cells[0], cells[1], cells[2], cells[3]) = (ids[n % Vessels], gear, Value.Of(n), landed);
            yield return row;
            if (n is Rows / 100 or Rows - 1)
                retained.Add(GC.GetTotalMemory(forceFullCollection: true));
        }
    }

    private IEnumerable<Value> Register() => ids.Select(id => Value.Of(new Context(Book.Vessel, [id, Value.Of("FR"), Value.Of(12), Value.Null])));
}
