using Entente.Disclosure.Access;

namespace Entente.Tests.Rooms.Disclosure;

/// <summary>Ninety days of sixty people who do their work, and eight who do not: found soon, and few others named.</summary>
public sealed class UnusualTests
{
    private static readonly DateOnly Begin = new(2026, 1, 5);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Planted_insiders_are_found_within_days_and_most_alerts_are_about_them(int seed)
    {
        var town = new Town(seed);
        var (right, wrong) = (0, 0);
        var found = new Dictionary<Guid, int>();
        for (var day = 30; day < Town.Days; day++)
            foreach (var alert in Unusual.On(Begin.AddDays(day), town.Read, town.Refused))
            {
                if (town.Insiders.TryGetValue(alert.Person, out var since) && day >= since)
                {
                    right++;
                    found.TryAdd(alert.Person, day - since);
                }
                else
                    wrong++;
            }
        var precision = right / (double)(right + wrong);
        TestContext.Current.TestOutputHelper?.WriteLine($"precision {precision:0.00} ({right} of {right + wrong}), found {found.Count} of {town.Insiders.Count}, days {string.Join(' ', found.Values.Order())}");
        precision.ShouldBeGreaterThan(0.8);
        found.Count.ShouldBe(town.Insiders.Count);
        found.Values.Order().ElementAt(found.Count / 2).ShouldBeLessThanOrEqualTo(1);
        found.Values.Max().ShouldBeLessThanOrEqualTo(5);
    }

    [Fact]
    public void A_reason_says_what_was_measured_and_what_is_usual()
    {
        var (officer, peer) = (Guid.NewGuid(), Guid.NewGuid());
        var read = new List<HourRead>();
        for (var day = 0; day < 20; day++)
            foreach (var person in new[] { officer, peer })
                read.Add(new HourRead(person, "officer", Begin.AddDays(day).ToDateTime(new TimeOnly(10, 0)), "JPN", 3 + (day * 2), 0));
        read.Add(new HourRead(officer, "officer", Begin.AddDays(20).ToDateTime(new TimeOnly(10, 0)), "JPN", 412, 0));
        var alert = Unusual.On(Begin.AddDays(20), read, []).ShouldHaveSingleItem();
        alert.Person.ShouldBe(officer);
        var reason = alert.Reasons.Single(one => one.What == Watched.RecordsInAnHour);
        (reason.Measured, reason.From, reason.To).ShouldBe((412, 5, 39));
        alert.Parties["JPN"].ShouldBe(412);
    }

    [Fact]
    public void A_few_wild_days_do_not_make_the_wild_usual()
    {
        double[] quiet = [5, 6, 5, 7, 6, 5, 6, 7];
        Unusual.Score(400, quiet, 1).ShouldBeGreaterThan(100);
        Unusual.Score(400, [.. quiet, 400, 400], 1).ShouldBeGreaterThan(100);
        Unusual.Score(1, quiet, 1).ShouldBe(0, "to read little is not unusual");
        Unusual.Score(400, [], 1).ShouldBe(0);
    }

    [Fact]
    public void Whoever_is_only_ever_refused_is_seen_once_others_are_known()
    {
        var (prober, read, refused) = (Guid.NewGuid(), new List<HourRead>(), new List<HourRefused>());
        for (var day = 0; day < 20; day++)
            read.Add(new HourRead(prober, "officer", Begin.AddDays(day).ToDateTime(new TimeOnly(10, 0)), "JPN", 5, 0));
        read.Add(new HourRead(prober, "officer", Begin.AddDays(20).ToDateTime(new TimeOnly(10, 0)), "JPN", 5, 0));
        refused.Add(new HourRefused(prober, Begin.AddDays(20).ToDateTime(new TimeOnly(11, 0)), 30));
        Unusual.On(Begin.AddDays(20), read, refused).ShouldHaveSingleItem().Reasons.ShouldHaveSingleItem().What.ShouldBe(Watched.Refused);
    }

    /// <summary>A secretariat at work, made from a seed: posts with their own habits, month ends, leave, and people who go wrong.</summary>
    private sealed class Town
    {
        public const int Days = 90;
        private const int People = 60;

        private readonly Random _random;

        public Town(int seed)
        {
            _random = new Random(seed);
            var people = Enumerable.Range(0, People).Select(_ => Guid.NewGuid()).ToList();
            for (var at = 0; at < 8; at++)
                Insiders[people[at * 7]] = 40 + (at * 5);
            for (var at = 0; at < People; at++)
                Work(people[at], at, Array.IndexOf([.. Insiders.Keys], people[at]));
        }

        public List<HourRead> Read { get; } = [];

        public List<HourRefused> Refused { get; } = [];

        /// <summary>With the day on which each began.</summary>
        public Dictionary<Guid, int> Insiders { get; } = [];

        private void Work(Guid person, int at, int kind)
        {
            var post = $"post-{at % 4}";
            var (pace, home) = (4.0 + (at % 4 * 6), Enumerable.Range(0, 5).Select(_ => $"P{_random.Next(50)}").ToArray());
            var leave = _random.Next(30, 80);
            for (var day = 0; day < Days; day++)
            {
                var date = Begin.AddDays(day);
                var bad = kind >= 0 && day >= Insiders[person] && day % 2 == Insiders[person] % 2;
                if (!bad && (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || (day >= leave && day < leave + 10)))
                    continue;
                var busy = date.Day >= 28 ? 2.0 : 1.0;
                for (var hour = 8 + _random.Next(2); hour < 17; hour++)
                    if (_random.NextDouble() < 0.7)
                        Read.Add(new HourRead(person, post, date.ToDateTime(new TimeOnly(hour, 0)), _random.NextDouble() < 0.03 ? $"P{_random.Next(50)}" : home[_random.Next(home.Length)],
                            1 + (int)(pace * busy * Math.Exp(0.5 * Normal())), date.DayOfWeek == DayOfWeek.Friday && hour == 10 ? 1 : 0));
                if (_random.NextDouble() < 0.2)
                    Refused.Add(new HourRefused(person, date.ToDateTime(new TimeOnly(9, 0)), 1 + _random.Next(2)));
                if (bad)
                    GoWrong(person, post, date, kind % 5, home[0]);
            }
        }

        private void GoWrong(Guid person, string post, DateOnly date, int how, string home)
        {
            switch (how)
            {
                case 0: Read.Add(new HourRead(person, post, date.ToDateTime(new TimeOnly(15, 0)), home, 400, 0)); break;
                case 1:
                    for (var country = 0; country < 25; country++)
                        Read.Add(new HourRead(person, post, date.ToDateTime(new TimeOnly(9 + (country % 7), 0)), $"P{_random.Next(50)}", 3, 0));
                    break;
                case 2: Read.Add(new HourRead(person, post, date.ToDateTime(new TimeOnly(2, 0)), home, 35, 0)); break;
                case 3: Read.Add(new HourRead(person, post, date.ToDateTime(new TimeOnly(14, 0)), home, 5, 15)); break;
                default: Refused.Add(new HourRefused(person, date.ToDateTime(new TimeOnly(13, 0)), 25)); break;
            }
        }

        private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
    }
}
