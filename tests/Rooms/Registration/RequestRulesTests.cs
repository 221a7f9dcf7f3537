using Entente.Bodies;
using Entente.SignIn.Registration;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Rooms;

public sealed class RequestRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly Actor.Bearer Bearer = new();
    private static readonly Actor Contact = Holder("tin", "UTO", Right.Vouch), Stranger = Holder("tin", "ARC", Right.Vouch), Officer = Holder("tin", null, Right.Serve), ElsewhereOfficer = Holder("zinc", null, Right.Serve);

    [Fact]
    public void The_way_leads_over_the_address_the_contact_and_the_secretariat()
    {
        var request = New();
        request = Step(request, new Act.Prove(), Bearer, RequestState.Proved);
        request = Step(request, new Act.Approve(), Contact, RequestState.Approved);
        Step(request, new Act.Confirm(HasLetter: true), Officer, RequestState.Confirmed);
    }

    [Theory]
    [InlineData(RequestState.Unproved, "not-proved")]
    [InlineData(RequestState.Approved, "already-approved")]
    [InlineData(RequestState.Confirmed, "already-confirmed")]
    [InlineData(RequestState.Refused, "already-refused")]
    [InlineData(RequestState.Expired, "already-expired")]
    [InlineData(RequestState.Withdrawn, "already-withdrawn")]
    public void Approving_out_of_order_says_how_it_stands(RequestState state, string problem) =>
        Problem(New(state), new Act.Approve(), Contact).ShouldBe(problem);

    [Theory]
    [InlineData(RequestState.Unproved, "not-approved")]
    [InlineData(RequestState.Proved, "not-approved")]
    [InlineData(RequestState.Confirmed, "already-confirmed")]
    public void Confirming_before_approval_or_twice_is_refused(RequestState state, string problem) =>
        Problem(New(state), new Act.Confirm(HasLetter: true), Officer).ShouldBe(problem);

    [Fact]
    public void Without_the_letter_nothing_is_confirmed() =>
        Problem(New(RequestState.Approved), new Act.Confirm(HasLetter: false), Officer).ShouldBe("no-letter");

    [Fact]
    public void The_contact_of_another_party_and_the_secretariat_of_another_body_decide_nothing()
    {
        foreach (var actor in new[] { Stranger, ElsewhereOfficer, Bearer })
            foreach (var act in new Act[] { new Act.Approve("x"), new Act.Refuse("x"), new Act.Confirm(HasLetter: true) })
                foreach (var state in Enum.GetValues<RequestState>())
                    Problem(New(state), act, actor).ShouldBe("not-allowed");
    }

    [Fact]
    public void Nobody_decides_their_own_request()
    {
        var own = new Actor.Holder(((Actor.Holder)Contact).Person with { Email = "ASKER@example.org" });
        foreach (var act in new Act[] { new Act.Approve("x"), new Act.Refuse("x"), new Act.Confirm(HasLetter: true) })
            Problem(New(RequestState.Proved), act, own).ShouldBe("yourself");
    }

    [Fact]
    public void The_secretariat_acts_for_a_party_only_without_a_contact_and_says_why()
    {
        Problem(New(RequestState.Proved), new Act.Approve("none"), Officer, hasContact: true).ShouldBe("has-contact");
        Problem(New(RequestState.Proved), new Act.Approve(" "), Officer, hasContact: false).ShouldBe("say-why");
        var decision = RequestRules.Decide(New(RequestState.Proved), new Act.Approve("Embassy called"), Officer, hasContact: false, Now);
        (decision.Next, decision.Step, decision.Note).ShouldBe((RequestState.Approved, "approved-for-party", "Embassy called"));
    }

    [Fact]
    public void A_refusal_says_why_and_after_approval_lies_with_the_secretariat()
    {
        Problem(New(RequestState.Proved), new Act.Refuse(null), Contact).ShouldBe("say-why");
        Problem(New(RequestState.Approved), new Act.Refuse("x"), Contact).ShouldBe("already-approved");
        Step(New(RequestState.Approved), new Act.Refuse("x"), Officer, RequestState.Refused);
        Step(New(RequestState.Proved), new Act.Refuse("x"), Contact, RequestState.Refused);
    }

    [Fact]
    public void The_link_proves_the_address_for_seven_days_and_once_is_as_good_as_twice()
    {
        Problem(New() with { AskedAt = Now.AddDays(-7) }, new Act.Prove(), Bearer).ShouldBe("link-late");
        RequestRules.Decide(New(RequestState.Approved), new Act.Prove(), Bearer, hasContact: true, Now).ShouldBe(new Decision(RequestState.Approved, null, null, null));
        Problem(New(), new Act.Prove(), Contact).ShouldBe("not-allowed");
    }

    [Fact]
    public void Only_time_lets_a_request_expire()
    {
        Problem(New(RequestState.Proved), new Act.Expire(), Officer).ShouldBe("not-allowed");
        Problem(New(RequestState.Proved), new Act.Expire(), new Actor.Timetable()).ShouldBe("not-allowed");
        Step(New(RequestState.Proved) with { ExpiresAt = Now }, new Act.Expire(), new Actor.Timetable(), RequestState.Expired);
    }

    /// <summary>Whatever anybody does in whatever order: nobody gets in without address, approval and confirmation, and nothing closed opens again.</summary>
    [Fact]
    public void No_order_of_acts_leads_past_a_step() => Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(Gen.Elements<(Act, Actor)>(Moves).ListOf()), moves =>
    {
        var request = New();
        var steps = new List<string>();
        foreach (var (act, actor) in moves)
        {
            var decision = RequestRules.Decide(request, act, actor, hasContact: true, Now);
            if (decision.Step is null)
                continue;
            request.IsOpen.ShouldBeTrue();
            steps.Add(decision.Step);
            request = request with { State = decision.Next };
        }
        return request.State is not RequestState.Confirmed || steps.SequenceEqual(["proved", "approved", "confirmed"]);
    }));

    private static (Act, Actor)[] Moves => [.. from act in new Act[] { new Act.Prove(), new Act.Approve("x"), new Act.Refuse("x"), new Act.Confirm(HasLetter: true), new Act.Withdraw(), new Act.Expire() }
                                               from actor in new[] { Bearer, Contact, Stranger, Officer, new Actor.Timetable() }
                                               select (act, actor)];

    private static AccessRequest Step(AccessRequest request, Act act, Actor actor, RequestState next)
    {
        var decision = RequestRules.Decide(request, act, actor, hasContact: true, Now);
        decision.Problem.ShouldBeNull();
        decision.Next.ShouldBe(next);
        return request with { State = next };
    }

    private static string? Problem(AccessRequest request, Act act, Actor actor, bool hasContact = true) =>
        RequestRules.Decide(request, act, actor, hasContact, Now).Problem?["registration.problem.".Length..];

    private static Actor.Holder Holder(string body, string? party, Right right) => new(new Person(Guid.NewGuid(), "N", "n@example.org", null, null,
        [new Holding(Guid.NewGuid(), body, party, "post", new DateOnly(2020, 1, 1), null, new HashSet<Right> { right })]));

    private static AccessRequest New(RequestState state = RequestState.Unproved) => new()
    {
        Id = Guid.NewGuid(), Body = "tin", Party = "UTO", Post = "reporter", Name = "Asker", Email = "asker@example.org", Language = "en", Purpose = "x",
        State = state, AskedAt = Now.AddDays(-1), WaitingSince = Now.AddDays(-1), ExpiresAt = Now.AddDays(59),
    };
}
