namespace Entente.Feel;

/// <summary>What one evaluation may use.</summary>
/// <param name="Steps">Nodes evaluated, loop turns and members made; beyond it the outcome is a problem.</param>
/// <param name="Depth">Calls within calls.</param>
/// <param name="Now">What <c>now()</c> and <c>today()</c> answer; null makes them a problem.</param>
/// <param name="Size">The most characters of a text, and members of a list, that a rule may make.</param>
/// <param name="Cancel">Ends the evaluation with an <see cref="OperationCanceledException"/>.</param>
public sealed record Limits(long Steps = 10_000_000, int Depth = 200, DateTimeOffset? Now = null, int Size = 1_000_000, CancellationToken Cancel = default)
{
    /// <summary>Ten million steps, 200 calls deep, texts and lists of up to a million, no clock.</summary>
    public static Limits Default { get; } = new();
}
