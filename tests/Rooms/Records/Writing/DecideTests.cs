using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Writing;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Rooms.Records.Writing;

/// <summary>The decision alone: whatever is asked in whatever order, no version is lost and no rule of the workflow is passed by.</summary>
public sealed class DecideTests
{
    private static readonly Body Body = Kit.Definitions.Body();
    private static readonly Definition Definition = Kit.Definitions.Catch() with
    {
        Workflow = Kit.Definitions.Usual with
        {
            Steps = [.. Kit.Definitions.Usual.Steps.Select(step => step.Code is "submit" or "accept" ? step with { FourEyes = true } : step), new("reopen", Kit.Definitions.Say("Reopen"), ["accepted", "withdrawn"], "returned", ["serve"], null, false, false, Reason.Required)],
        },
    };
    private static readonly Guid Id = Guid.NewGuid();
    private static readonly Actor[] People = [.. Enumerable.Range(0, 3).Select(_ => Person("JPN", Right.Enter, Right.Submit)), .. Enumerable.Range(0, 2).Select(_ => Person(null, Right.Serve)), Person("GHA", Right.Submit)];
    private static readonly Subject Week = new("JPN", new Period(new DateOnly(2026, 2, 9), new DateOnly(2026, 2, 16)));

    [Fact]
    public void Versions_are_gapless_and_four_eyes_hold_whatever_is_asked_in_whatever_order() =>
        Prop.ForAll(Gen.Choose(0, 8).Zip(Gen.Choose(0, 5)).Zip(Gen.Choose(0, 9)).ListOf().ToArbitrary(), asked =>
        {
            Known? known = null;
            foreach (var ((what, who), slip) in asked)
            {
                var actor = People[who];
                var command = Asked(what, known, slip == 0 ? 1 : 0);
                var decision = Decide.On(new Situation(Body, Definition, 1, Withdrawn: false, actor, DateTimeOffset.UnixEpoch, Review.Nothing) { Known = known }, command);
                if (decision.Effect is not { } effect)
                {
                    if (decision.Faults.Count == 0)
                        return false;
                    continue;
                }
                if (!Holds(known, effect, actor, command))
                    return false;
                known = effect.After;
            }
            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Who_sent_it_does_not_accept_it()
    {
        var both = Person(null, Right.Serve, Right.Submit) with { Holdings = [.. Person("JPN", Right.Submit).Holdings, .. Person(null, Right.Serve).Holdings] };
        var known = Submitted(both);
        On(known, both, new Take(Id, "tuna", "catch", "accept", 1)).Faults.ShouldHaveSingleItem().Rule.ShouldBe(Refusals.FourEyes);
        On(known, People[3], new Take(Id, "tuna", "catch", "accept", 1)).Effect!.After.State.ShouldBe("accepted");
    }

    [Fact]
    public void Who_worked_on_the_draft_does_not_submit_it()
    {
        var known = Submitted(People[3]) with { State = "returned", WorkedOn = [People[0].Person!.Value] };
        On(known, People[0], new Take(Id, "tuna", "catch", "submit", 1) { Content = new Statement(Definition) }).Faults.ShouldHaveSingleItem().Rule.ShouldBe(Refusals.FourEyes);
        On(known, People[1], new Take(Id, "tuna", "catch", "submit", 1) { Content = new Statement(Definition) }).Effect!.After.Version.ShouldBe(2);
    }

    [Fact]
    public void A_warning_passes_with_a_reason_and_not_without()
    {
        var warning = new Fault("check:big", CheckLevel.Warning, "report", null, null, "f03");
        var review = new Review(_ => [warning], (_, _) => true);
        var take = new Take(Id, "tuna", "catch", "submit", 0) { Opening = Week, Content = new Statement(Definition) };
        Decide.On(Situation(null, People[0], review), take).Faults.Select(fault => fault.Rule).ShouldBe(["check:big", Refusals.ExcuseNeeded]);
        var excused = Decide.On(Situation(null, People[0], review), take with { Excuses = [new Excuse("check:big", "report", null, "f03", "It was a good year.")] });
        excused.Effect!.Version!.Faults.ShouldHaveSingleItem().ShouldBe((warning, "It was a good year."));
    }

    [Fact]
    public void The_bodys_people_do_not_submit_for_a_party_however_many_rights_they_have() =>
        On(null, Person(null, Enum.GetValues<Right>()), new Take(Id, "tuna", "catch", "submit", 0) { Opening = Week, Content = new Statement(Definition) })
            .Faults.ShouldHaveSingleItem().Rule.ShouldBe(Refusals.MayNot);

    [Fact]
    public void A_guard_that_does_not_hold_and_a_missing_reason_are_said_together()
    {
        var guarded = Definition with { Workflow = Definition.Workflow with { Steps = [.. Definition.Workflow.Steps.Select(step => step with { Guard = "false" })] } };
        var situation = Situation(Submitted(People[0]), People[3], new Review(_ => [], (_, _) => false)) with { Definition = guarded };
        Decide.On(situation, new Take(Id, "tuna", "catch", "return", 1)).Faults.Select(fault => fault.Rule).ShouldBe([Refusals.ReasonNeeded, Refusals.GuardFails]);
    }

    private static bool Holds(Known? before, Effect effect, Actor actor, Command command)
    {
        var version = before?.Version ?? 0;
        var gapless = effect.After.Version == version + (effect.Version is null ? 0 : 1) && (effect.Version is null || effect.Version.Number == version + 1);
        var eyes = command is not Take { Step: "accept" or "submit", Opening: null } || before?.LastBy?.Person != actor.Person;
        var known = Definition.Workflow.State(effect.After.State) is not null && effect.Events.Count > 0;
        var party = actor.Holdings[0].Party;
        return gapless && eyes && known && party != "GHA" && (party is null || command is not (Propose or EnterOnBehalf or Import));
    }

    private static Command Asked(int what, Known? known, int off)
    {
        var (content, expected) = (new Statement(Definition), (known?.Version ?? 0) + off);
        return what switch
        {
            0 => new Take(Id, "tuna", "catch", "submit", expected) { Opening = known is null ? Week : null, Content = content },
            1 => new Take(Id, "tuna", "catch", "return", expected) { Reason = "why" },
            2 => new Take(Id, "tuna", "catch", "accept", expected),
            3 => new Take(Id, "tuna", "catch", "withdraw", expected) { Reason = "why" },
            4 => new Take(Id, "tuna", "catch", "reopen", expected) { Reason = "why" },
            5 => new Propose(Id, "tuna", "catch", Id, expected, content, "why"),
            6 => new Settle(Id, "tuna", "catch", Id, expected % 2 == 0, "why"),
            7 => new EnterOnBehalf(Id, "tuna", "catch", "submit", expected, known is null ? Week : null, content, Id, "why"),
            _ => new Confirm(Id, "tuna", "catch", expected),
        };
    }

    private static Known Submitted(Actor by) => On(null, by with { Holdings = Person("JPN", Right.Submit).Holdings }, new Take(Id, "tuna", "catch", "submit", 0) { Opening = Week, Content = new Statement(Definition) }).Effect!.After;

    private static Decision On(Known? known, Actor actor, Command command) => Decide.On(Situation(known, actor, Review.Nothing), command);

    private static Situation Situation(Known? known, Actor actor, Review review) => new(Body, Definition, 1, Withdrawn: false, actor, DateTimeOffset.UnixEpoch, review) { Known = known };

    private static Actor Person(string? party, params Right[] rights) =>
        new(Guid.NewGuid(), null, [new Holding(Guid.NewGuid(), "tuna", party, party is null ? "desk" : "head", default, null, rights.ToHashSet())]);
}
