using System.Runtime.InteropServices;
using Entente.Records.Content;

namespace Entente.Records.Mirrors;

/// <summary>What two rows must have in common to be about the same thing: who is on which side, and what the definition says.</summary>
/// <param name="Agree">The answers that must agree, each as text, in the order of the definition.</param>
public sealed record Pair(string Here, string There, string Agree)
{
    private const char Between = '\u001f';

    public static Pair Of(string here, string there, IEnumerable<string> agree) => new(here, there, string.Join(Between, agree));

    public IReadOnlyList<string> Agreeing => Agree.Split(Between);
}

/// <summary>A row of one side.</summary>
/// <param name="Shown">The answers that must agree, as they are shown.</param>
public sealed record SideRow(Pair Pair, decimal Figure, IReadOnlyList<Answer> Shown);

/// <summary>What came of holding the two sides against each other.</summary>
public enum MatchOutcome
{
    /// <summary>Both say the same, as near as is asked.</summary>
    Matched,
    /// <summary>Both say something, and not the same.</summary>
    Differs,
    /// <summary>Only this side has it.</summary>
    OnlyHere,
    /// <summary>Only the other side has it.</summary>
    OnlyThere,
}

/// <summary>All rows of both sides about one thing.</summary>
/// <param name="Here">Their sum on this side; null: no row.</param>
/// <param name="There">Their sum on the other; null: no row.</param>
public sealed record MatchLine(Pair Pair, IReadOnlyList<Answer> Shown, decimal? Here, decimal? There, int RowsHere, int RowsThere, MatchOutcome Outcome)
{
    /// <summary>By how much this side has more.</summary>
    public decimal Difference => (Here ?? 0) - (There ?? 0);

    public bool IsMatched => Outcome == MatchOutcome.Matched;
}

/// <summary>Holds what one side says against what the other says.</summary>
public static class Matching
{
    /// <summary>One line for each thing that either side has; every row is in exactly one of them.</summary>
    /// <param name="percent">How far the sums may be apart, in hundredths of the larger one.</param>
    /// <param name="amount">How far they may be apart in any case.</param>
    public static IReadOnlyList<MatchLine> Of(IEnumerable<SideRow> here, IEnumerable<SideRow> there, decimal percent, decimal amount)
    {
        var sums = new Dictionary<Pair, Sum>();
        foreach (var row in here)
            Add(sums, row).Here(row.Figure);
        foreach (var row in there)
            Add(sums, row).There(row.Figure);
        return [.. sums.Select(sum => sum.Value.Line(sum.Key, percent, amount))];
    }

    private static Sum Add(Dictionary<Pair, Sum> sums, SideRow row)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, row.Pair, out _);
        return sum ??= new Sum(row.Shown);
    }

    /// <summary>Whether two figures are as near as is asked; nothing on both sides is the same.</summary>
    public static bool Near(decimal one, decimal other, decimal percent, decimal amount)
    {
        var apart = Math.Abs(one - other);
        return apart <= amount || apart <= Math.Max(Math.Abs(one), Math.Abs(other)) / 100 * percent;
    }

    private sealed class Sum(IReadOnlyList<Answer> shown)
    {
        private decimal _here;
        private decimal _there;
        private int _rowsHere;
        private int _rowsThere;

        public void Here(decimal figure) => (_here, _rowsHere) = (_here + figure, _rowsHere + 1);

        public void There(decimal figure) => (_there, _rowsThere) = (_there + figure, _rowsThere + 1);

        public MatchLine Line(Pair pair, decimal percent, decimal amount) =>
            new(pair, shown, _rowsHere == 0 ? null : _here, _rowsThere == 0 ? null : _there, _rowsHere, _rowsThere, (_rowsHere, _rowsThere) switch
            {
                (_, 0) => MatchOutcome.OnlyHere,
                (0, _) => MatchOutcome.OnlyThere,
                _ => Near(_here, _there, percent, amount) ? MatchOutcome.Matched : MatchOutcome.Differs,
            });
    }
}
