using Entente.Bench.Http;
using Entente.Bench.Report;

namespace Entente.Bench.Disclosure;

/// <summary>Two that serve the same, one after the other under the same load, so that both meet the same minute of a shared machine.</summary>
internal sealed record InTurns(IReadOnlyList<Served> Ours, IReadOnlyList<Served> Floor)
{
    public double Rate => Figure.Median(Ours.Select(run => run.PerSecond));

    public double Least => Figure.Median(Floor.Select(run => run.PerSecond));

    /// <summary>Of the pairs, not of the medians: what the machine did meanwhile met both of a pair.</summary>
    public double Ratio => Figure.Median(Ratios);

    public IEnumerable<double> Ratios => Ours.Zip(Floor, (one, other) => one.PerSecond / other.PerSecond);

    public static async Task<InTurns> Of(Load ours, Load floor, int connections, int rounds, TimeSpan time, CancellationToken cancel)
    {
        var (mine, least) = (new List<Served>(), new List<Served>());
        for (var round = 0; round < rounds; round++)
        {
            // Whoever goes first in one round goes second in the next.
            if (round % 2 == 0)
                least.Add(await floor.Drive(connections, time, cancel));
            mine.Add(await ours.Drive(connections, time, cancel));
            if (round % 2 == 1)
                least.Add(await floor.Drive(connections, time, cancel));
        }
        return new InTurns(mine, least);
    }

    public object[] Cells(object first) =>
    [
        first, Rate, Least, Ratio, Ratios.Min(), Ratios.Max(), Figure.Median(Ours.Select(run => run.MedianMilliseconds)), Figure.Median(Floor.Select(run => run.MedianMilliseconds)),
        Figure.Median(Ours.Select(run => run.SlowMilliseconds)), Figure.Median(Floor.Select(run => run.SlowMilliseconds)),
    ];

    /// <param name="most">By how much it may be dearer: 0.15 for 15 % more.</param>
    public Goal AtMost(string name, double most, string unit)
    {
        var least = 1 / (1 + most);
        return new Goal($"{name}, at most {Figure.Of(most * 100)} % more than without", Least * Ratio, Least, unit, Ratio >= least);
    }
}
