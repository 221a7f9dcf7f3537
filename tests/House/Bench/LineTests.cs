using Entente.Bench.Link;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.House.Bench;

public sealed class LineTests
{
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(10);

    [Fact]
    public void A_packet_arrives_after_its_own_bits_and_half_a_round_trip() =>
        new Line(Profile.A, seed: 1).Offer(800, Start).ArrivesAt.ShouldBe(Start + TimeSpan.FromMilliseconds(100 + 300));

    [Fact]
    public void A_second_packet_waits_for_the_first_to_leave()
    {
        var line = new Line(Profile.A, seed: 1);
        var first = line.Offer(800, Start);
        line.Offer(800, Start).ArrivesAt.ShouldBe(first.ArrivesAt + TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void A_line_left_alone_is_free_again_and_saves_nothing_up()
    {
        var line = new Line(Profile.A, seed: 1);
        line.Offer(800, Start);
        var later = Start + TimeSpan.FromSeconds(60);
        line.Offer(800, later).ArrivesAt.ShouldBe(later + TimeSpan.FromMilliseconds(400));
        line.Offer(800, later).ArrivesAt.ShouldBe(later + TimeSpan.FromMilliseconds(500));
    }

    [Fact]
    public void A_packet_that_does_not_fit_into_the_queue_is_dropped_and_takes_no_time()
    {
        var line = new Line(Profile.A with { QueueBytes = 2_000 }, seed: 1);
        line.Offer(1_500, Start).Fate.ShouldBe(Fate.Carried);
        line.Offer(1_500, Start).Fate.ShouldBe(Fate.Overflowed);
        line.Offer(500, Start).ArrivesAt.ShouldBe(Start + TimeSpan.FromMilliseconds(250 + 300));
    }

    [Fact]
    public void A_lost_packet_has_used_the_line_all_the_same()
    {
        var line = new Line(Profile.A with { Loss = 1 }, seed: 1);
        line.Offer(800, Start).Fate.ShouldBe(Fate.Lost);
        line.Waiting(Start).ShouldBe(800, tolerance: 0.001);
    }

    [Fact]
    public void The_same_seed_loses_the_same_packets()
    {
        Fates(seed: 7).ShouldBe(Fates(seed: 7));
        Fates(seed: 8).ShouldNotBe(Fates(seed: 7));
    }

    [Fact]
    public void Two_in_a_hundred_are_lost_in_bad_weather_and_none_in_good()
    {
        Fates(seed: 3, packets: 50_000).Count(fate => fate == Fate.Lost).ShouldBeInRange(900, 1_100);
        Fates(seed: 3, packets: 50_000, Profile.A).ShouldAllBe(fate => fate == Fate.Carried);
    }

    [Fact]
    public void Whatever_is_offered_arrives_in_order_never_faster_than_the_rate_and_never_queues_more_than_allowed() =>
        Prop.ForAll(Packets, packets =>
        {
            var (line, now, last) = (new Line(Profile.B, seed: 5), Start, TimeSpan.Zero);
            foreach (var (bytes, pause) in packets)
            {
                now += TimeSpan.FromMilliseconds(pause);
                var (fate, arrives) = line.Offer(bytes, now);
                line.Waiting(now).ShouldBeLessThanOrEqualTo(Profile.B.QueueBytes + 0.01);
                if (fate != Fate.Carried)
                    continue;
                (arrives - last).ShouldBeGreaterThanOrEqualTo(last == TimeSpan.Zero ? TimeSpan.Zero : Profile.B.TimeOnLine(bytes) - TimeSpan.FromTicks(2));
                last = arrives;
            }
        }).QuickCheckThrowOnFailure();

    private static Arbitrary<(int Bytes, int Pause)[]> Packets =>
        (from bytes in Gen.Choose(40, 1_500) from pause in Gen.Choose(0, 400) select (bytes, pause)).ArrayOf().ToArbitrary();

    private static List<Fate> Fates(int seed, int packets = 1_000, Profile? profile = null)
    {
        var line = new Line(profile ?? Profile.B, seed);
        return [.. Enumerable.Range(0, packets).Select(packet => line.Offer(100, TimeSpan.FromSeconds(packet)).Fate)];
    }
}
