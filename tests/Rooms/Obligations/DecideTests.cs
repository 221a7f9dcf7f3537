using System.Text.Json;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Obligations;
using Entente.Records;
using FsCheck;
using FsCheck.Fluent;
using Clock = Entente.Obligations.Clock;

namespace Entente.Tests.Rooms.Obligations;

/// <summary>What becomes known follows from what is wanted and what was declared; what was known stays.</summary>
public sealed class DecideTests
{
    private static readonly ObligationKey Key = new("JPN", null, new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 9));
    private static readonly Guid Id = Guid.NewGuid();
    private static readonly DateTimeOffset Begin = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Madrid = TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid");

    private sealed record Look(Wanted? Wanted, Fulfilment? Done);

    private static readonly Guid[] Statements = [Guid.NewGuid(), Guid.NewGuid()];

    private static Gen<Wanted?> Wants => Gen.Frequency<Wanted?>(
        (1, Gen.Constant<Wanted?>(null)),
        (4, from due in Gen.Choose(-1, 20) from says in Gen.Elements("quota", "catch") select (Wanted?)Want(due < 0 ? null : Key.End.AddDays(due), says)));

    private static Gen<Fulfilment?> Deeds => Gen.Frequency<Fulfilment?>(
        (2, Gen.Constant<Fulfilment?>(null)),
        (2, from statement in Gen.Elements(Statements) from version in Gen.Choose(1, 3) from nil in Gen.Elements(true, false) select (Fulfilment?)new Fulfilment(false, statement, version, Begin.AddDays(version), nil, null)),
        (1, from statement in Gen.Elements(Statements) select (Fulfilment?)new Fulfilment(true, statement, 1, Begin.AddDays(2), false, "No such fishery")));

    private static Arbitrary<Look[]> Looks => (from wanted in Wants from done in Deeds select new Look(wanted, done)).ArrayOf().ToArbitrary();

    private static Wanted Want(DateOnly? due, string says = "quota", bool fromNow = false) =>
        new(Key, "2026-W10", due, null, new DutyReason(new LocalText(("en", says)), [new SaidValue("number", "5")]), due is null ? [] : [new DutyStep("start", "period.end", null, due)], fromNow, () => null);

    private static Clock At(int hour) => new(Begin.AddHours(hour), Madrid);

    private static (Kept? Kept, List<Happening> Events) Run(IEnumerable<Look> looks)
    {
        Kept? kept = null;
        var (all, hour) = (new List<Happening>(), 0);
        foreach (var look in looks)
        {
            var events = Decide.On(kept, look.Wanted, look.Done, At(hour++));
            kept = Decide.Replay(kept, Id, Key, "2026-W10", events);
            all.AddRange(events);
        }
        return (kept, all);
    }

    private static string Text<T>(T one) => JsonSerializer.Serialize(one, JsonSerializerOptions.Web);

    [Fact]
    public void Events_replayed_give_what_is_kept() =>
        Prop.ForAll(Looks, looks =>
        {
            var (kept, events) = Run(looks);
            return Text(Decide.Replay(null, Id, Key, "2026-W10", events)) == Text(kept);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Looking_again_finds_nothing_new() =>
        Prop.ForAll(Looks, looks =>
        {
            var (kept, _) = Run(looks);
            return looks.Length == 0 || Decide.On(kept, looks[^1].Wanted, looks[^1].Done, At(1000)).Count == 0;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void In_whatever_order_facts_came_the_end_is_the_same() =>
        Prop.ForAll(Looks, Looks, (one, other) =>
        {
            var last = new Look(Want(Key.End.AddDays(5)), new Fulfilment(false, Statements[0], 2, Begin.AddDays(2), false, null));
            return Text(Run([.. one, .. other, last]).Kept!.Status) == Text(Run([.. other, .. one, last]).Kept!.Status) && Text(Run([last]).Kept!.Status) == Text(Run([.. one, last]).Kept!.Status);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_comes_later_never_changes_what_was_known_before() =>
        Prop.ForAll(Looks, Looks, (before, after) =>
        {
            var known = Run(before).Events;
            var all = Run([.. before, .. after]).Events;
            return Text(all.Take(known.Count)) == Text(known) && all.Zip(all.Skip(1)).All(pair => pair.First.At <= pair.Second.At && pair.First.Seq + 1 == pair.Second.Seq)
                && all.Skip(known.Count).All(happening => happening.At >= Begin.AddHours(before.Length));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_owed_is_opened_met_corrected_and_open_again_when_it_is_withdrawn() =>
        Run([new(Want(Key.End), null), new(Want(Key.End), Met(1)), new(Want(Key.End), Met(2)), new(Want(Key.End), null), new(null, null), new(Want(Key.End.AddDays(1)), null)])
            .Events.Select(happening => happening.Kind).ShouldBe([EventKind.Opened, EventKind.Met, EventKind.Met, EventKind.Unmet, EventKind.Lifted, EventKind.Reopened]);

    [Fact]
    public void A_day_ends_at_midnight_in_the_zone_of_the_body() =>
        Run([new(Want(new DateOnly(2026, 7, 15)), null)]).Kept!.Status.DueAt.ShouldBe(new DateTimeOffset(2026, 7, 15, 22, 0, 0, TimeSpan.Zero));

    [Fact]
    public void What_a_rule_asks_for_in_the_middle_is_not_late_before_it_was_known_and_never_earlier_after()
    {
        // Two days after its day ends each is due; on Thursday noon the rule begins to hold.
        var monday = new ObligationKey("JPN", null, new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 3));
        var wanted = Want(new DateOnly(2026, 3, 4), fromNow: true) with { Key = monday };
        var thursday = new Clock(new DateTimeOffset(2026, 3, 5, 11, 0, 0, TimeSpan.Zero), Madrid);
        var kept = Decide.Replay(null, Id, monday, "2026-03-02", Decide.On(null, wanted, null, thursday))!;
        kept.Status.DueOn.ShouldBe(new DateOnly(2026, 3, 7));
        kept.Status.Sum[^1].ShouldBe(new DutyStep("known", null, null, new DateOnly(2026, 3, 7)));
        Decide.On(kept, wanted, null, thursday with { Now = thursday.Now.AddDays(1) }).ShouldBeEmpty();
    }

    [Fact]
    public void What_nobody_counted_then_is_put_together_from_the_dates_of_what_was_declared()
    {
        var kept = Decide.Replay(null, Id, Key, "2026-W10", Decide.On(null, Want(Key.End), Met(1), At(9000), followedFrom: Begin.AddDays(1)))!;
        (kept.OpenedAt, kept.ChangedAt, kept.Status.MetAt).ShouldBe((Begin.AddDays(1), Begin.AddDays(3), Begin.AddDays(3)));
        Decide.On(null, Want(Key.End), Met(1), At(9000), Begin.AddDays(1)).ShouldAllBe(happening => happening.Derived);
        Decide.On(null, Want(Key.End), Met(1), At(9000)).ShouldAllBe(happening => !happening.Derived && happening.At == Begin.AddHours(9000));
    }

    [Fact]
    public void Nothing_wanted_and_nothing_kept_is_nothing() => Decide.On(null, null, Met(1), At(1)).ShouldBeEmpty();

    private static Fulfilment Met(int version) => new(false, Statements[0], version, Begin.AddDays(3), false, null);
}

/// <summary>What meets a requirement, and what does not.</summary>
public sealed class FulfillingTests
{
    private static readonly ReportingPeriod Year = ReportingPeriod.Of(Rhythm.Year, "2026")!.Value;
    private static readonly AnsweredIn Answered = new("answers", "rows", "requirement", "status", "sent", "not_applicable", "reason");
    private static readonly (Guid One, Guid Other) Requirements = (Guid.NewGuid(), Guid.NewGuid());

    private static Duty Duty(Guid requirement, MetBy? by = null) => new("JPN", Year, requirement, null, null, null, [], () => null) { MetBy = by };

    private static DeclaredStatement Report(int year = 2026, int day = 1) => new(Guid.NewGuid(), "JPN", new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1), 1, new DateTimeOffset(2026, 5, day, 0, 0, 0, TimeSpan.Zero), false);

    private static Fulfilling Of(IReadOnlyList<Duty> duties, IReadOnlyList<DeclaredAnswer> answers, params (string Code, OfReturn[] Of)[] others) =>
        new(duties, [], Answered, answers, others.ToDictionary(one => one.Code, one => (IReadOnlyList<OfReturn>)one.Of));

    [Fact]
    public void An_answer_meets_it_or_says_with_a_reason_that_it_does_not_apply()
    {
        var duty = Duty(Requirements.One);
        Of([duty], [new(Report(), Requirements.One, "sent", null)]).Of(duty)!.Excuses.ShouldBeFalse();
        Of([duty], [new(Report(), Requirements.One, "not_applicable", "No such fishery")]).Of(duty).ShouldBe(new Fulfilment(true, null, 1, default, false, "No such fishery"), new Loosely());
        Of([duty], [new(Report(), Requirements.One, "not_applicable", " ")]).Of(duty).ShouldBeNull();
        Of([duty], [new(Report(2025), Requirements.One, "sent", null)]).Of(duty).ShouldBeNull();
        Of([duty], [new(Report(), Requirements.Other, "sent", null)]).Of(duty).ShouldBeNull();
    }

    [Fact]
    public void The_statements_of_a_return_meet_it_once_all_that_is_owed_of_them_came()
    {
        var duty = Duty(Requirements.One, new MetBy(["weekly"], null));
        static DateTimeOffset At(int days) => new(Year.Start.ToDateTime(default).AddDays(days), TimeSpan.Zero);
        OfReturn Week(int week, bool owed, bool came) => new("JPN", new DateOnly(2026, 1, 5).AddDays(7 * week), new DateOnly(2026, 1, 12).AddDays(7 * week), owed, came ? Guid.NewGuid() : null, came ? 1 : null, At(week), false);
        Of([duty], [], ("weekly", [Week(1, false, true), Week(2, false, true)])).Of(duty)!.At.ShouldBe(At(2));
        Of([duty], [], ("weekly", [Week(1, false, true), Week(2, true, false)])).Of(duty).ShouldBeNull();
        Of([duty], [], ("weekly", [Week(60, false, true)])).Of(duty).ShouldBeNull();
        Of([duty], [], ("weekly", [])).Of(duty).ShouldBeNull();
    }

    [Fact]
    public void What_meets_another_requirement_meets_it_too_even_in_a_circle_but_an_excuse_is_for_one_alone()
    {
        var (one, other) = (Duty(Requirements.One, new MetBy([], Requirements.Other)), Duty(Requirements.Other, new MetBy([], Requirements.One)));
        Of([one, other], [new(Report(), Requirements.Other, "sent", null)]).Of(one).ShouldNotBeNull();
        Of([one, other], [new(Report(), Requirements.Other, "not_applicable", "None")]).Of(one).ShouldBeNull();
        Of([one, other], []).Of(one).ShouldBeNull();
    }

    // The id and the moment are those of a report made for the test.
    private sealed class Loosely : IEqualityComparer<Fulfilment?>
    {
        public bool Equals(Fulfilment? x, Fulfilment? y) => x?.Excuses == y?.Excuses && x?.Note == y?.Note && x?.Version == y?.Version;

        public int GetHashCode(Fulfilment? obj) => 0;
    }
}
