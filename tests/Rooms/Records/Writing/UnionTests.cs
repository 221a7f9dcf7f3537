using Entente.Bodies;
using Entente.Records.Reading;
using Entente.Records.Writing;
using Npgsql;

namespace Entente.Tests.Rooms.Records.Writing;

/// <summary>Parties may have two tiers: members declare slices, and their union compiles them.</summary>
public sealed class UnionTests(DoorApp app) : IClassFixture<DoorApp>
{
    private static readonly Actor Ghana = DoorApp.Of("GHA", Right.Enter, Right.Submit);

    [Fact]
    public async Task A_union_compiles_the_slices_of_its_members_and_sees_which_were_corrected_since()
    {
        var union = await Opened("JPN", Week(1));
        var slice = await Declared("GHA", Week(1));
        (await app.Door.Do(new CompileInto(slice, "tuna", "catch", 1, union), Ghana)).Done.ShouldBeTrue();
        await ShouldBe(union, SinceUnion.Nothing, "nothing was submitted that could be outdated");
        await Submit(union, DoorApp.Japan, 0);
        await ShouldBe(union, SinceUnion.Nothing, "it was compiled before");
        await Correct(slice, Ghana, 1);
        await ShouldBe(union, SinceUnion.Changed, "the slice was corrected");
        await Correct(union, DoorApp.Japan, 1);
        await ShouldBe(union, SinceUnion.Nothing, "the union submitted again");
        await Step(slice, "withdraw", Ghana, 2);
        await ShouldBe(union, SinceUnion.Withdrawn, "the slice does not stand");
    }

    [Fact]
    public async Task A_slice_is_taken_out_again_by_who_gave_it()
    {
        var union = await Opened("JPN", Week(2));
        var slice = await Declared("GHA", Week(2));
        await app.Door.Do(new CompileInto(slice, "tuna", "catch", 1, union), Ghana);
        (await app.Door.Do(new CompileInto(slice, "tuna", "catch", 1, null), Ghana)).Done.ShouldBeTrue();
        (await Of(union)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_slice_goes_only_into_what_a_union_declares_for_the_same_period_while_that_is_worked_on()
    {
        var slice = await Declared("GHA", Week(3));
        async Task Refused(Guid union, string rule, Actor? by = null) =>
            (await app.Door.Do(new CompileInto(slice, "tuna", "catch", 1, union), by ?? Ghana)).Faults.ShouldHaveSingleItem().Rule.ShouldBe(rule);
        await Refused(Guid.NewGuid(), Refusals.NoUnion);
        await Refused(slice, Refusals.NotAUnion);
        await Refused(await Opened("GHA", Week(4)), Refusals.NotAUnion);
        await Refused(await Opened("JPN", Week(5)), Refusals.UnionOfAnotherPeriod);
        var union = await Opened("JPN", Week(3));
        await Refused(union, Refusals.MayNot, DoorApp.Japan);
        await Submit(union, DoorApp.Japan, 0);
        await Refused(union, Refusals.UnionClosed);
        await Step(union, "return", DoorApp.Secretariat, 1);
        (await app.Door.Do(new CompileInto(slice, "tuna", "catch", 1, union), Ghana)).Done.ShouldBeTrue();
    }

    [Fact]
    public async Task What_goes_into_a_union_takes_in_no_slices_itself()
    {
        var (union, member) = (await Opened("JPN", Week(6)), await Declared("GHA", Week(6)));
        await app.Door.Do(new CompileInto(member, "tuna", "catch", 1, union), Ghana);
        await Step(member, "return", DoorApp.Secretariat, 1);
        await Submit(union, DoorApp.Japan, 0);
        (await app.Door.Do(new CompileInto(union, "tuna", "catch", 1, member), DoorApp.Japan)).Faults.ShouldHaveSingleItem().Rule.ShouldBe(Refusals.NotAUnion);
    }

    private static Period Week(int number) => new(new DateOnly(2010, 1, 4).AddDays(7 * number), new DateOnly(2010, 1, 11).AddDays(7 * number));

    private async Task<Guid> Opened(string party, Period week)
    {
        var id = Guid.NewGuid();
        (await app.Door.Do(new Open(id, "tuna", "catch", new Subject(party, week)), DoorApp.Of(party, Right.Enter, Right.Submit))).Done.ShouldBeTrue();
        return id;
    }

    private async Task<Guid> Declared(string party, Period week)
    {
        var id = await Opened(party, week);
        await Submit(id, DoorApp.Of(party, Right.Submit), 0);
        return id;
    }

    private async Task Submit(Guid id, Actor by, int version)
    {
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await app.Door.Do(new Take(id, "tuna", "catch", "submit", version) { Content = app.Content(version) }, by)).Version.ShouldBe(version + 1);
    }

    private async Task Correct(Guid id, Actor by, int version)
    {
        await Step(id, "return", DoorApp.Secretariat, version);
        await Submit(id, by, version);
    }

    private async Task Step(Guid id, string step, Actor by, int version) =>
        (await app.Door.Do(new Take(id, "tuna", "catch", step, version) { Reason = "Asked for." }, by)).Done.ShouldBeTrue();

    private async Task ShouldBe(Guid union, SinceUnion since, string because)
    {
        var slice = (await Of(union)).ShouldHaveSingleItem();
        (slice.Party, slice.Since).ShouldBe(("GHA", since), because);
    }

    private async Task<IReadOnlyList<UnionSlice>> Of(Guid union)
    {
        await using var owner = new NpgsqlConnection(app.Database.Owner);
        await owner.OpenAsync();
        return await UnionSlices.Of(owner, app.Published("catch"), union);
    }
}
