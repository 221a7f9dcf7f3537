namespace Entente.Shared.Jobs;

/// <summary>How long a failed job waits: 10 s, then three times as long each time, at most six hours.</summary>
public static class Backoff
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>
    /// A quarter more or less, so that what failed together does not come back together. The spread follows from
    /// the job itself: the same job after the same attempt waits the same time everywhere.
    /// </summary>
    public static TimeSpan After(int attempt, Guid job)
    {
        var seconds = Math.Min(First.TotalSeconds * Math.Pow(3, Math.Max(attempt, 1) - 1), Longest.TotalSeconds);
        var bytes = job.ToByteArray();
        var spread = new Random(BitConverter.ToInt32(bytes, 12) ^ attempt).NextDouble();
        return TimeSpan.FromSeconds(seconds * (0.75 + spread / 2));
    }
}
