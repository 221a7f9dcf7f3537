using Entente.Shared.Jobs;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Rooms.Jobs;

public sealed class BackoffTests
{
    [Fact]
    public void Each_pause_lies_within_a_quarter_of_its_length() =>
        Prop.ForAll(ArbMap.Default.ArbFor<Guid>(), Gen.Choose(1, 100).ToArbitrary(), (job, attempt) =>
        {
            var length = Math.Min(10 * Math.Pow(3, attempt - 1), 6 * 3600);
            var pause = Backoff.After(attempt, job).TotalSeconds;
            return pause >= length * 0.75 && pause <= length * 1.25;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_job_waits_the_same_everywhere() =>
        Prop.ForAll(ArbMap.Default.ArbFor<Guid>(), job => Backoff.After(3, job) == Backoff.After(3, job)).QuickCheckThrowOnFailure();

    [Fact]
    public void What_failed_together_does_not_come_back_together() =>
        Enumerable.Range(0, 100).Select(_ => Backoff.After(1, Guid.CreateVersion7(DateTimeOffset.UnixEpoch))).Distinct().Count().ShouldBeGreaterThan(90);
}
