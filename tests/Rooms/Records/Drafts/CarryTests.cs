using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Drafts;
using Entente.Feel;

namespace Entente.Tests.Rooms.Records.Drafts;

/// <summary>A draft that goes on under another version of its definition.</summary>
public sealed class CarryTests(Workshop shop) : IClassFixture<Workshop>
{
    [Fact]
    public async Task What_kept_its_place_goes_on_what_was_renamed_follows_and_what_lost_its_place_is_set_aside()
    {
        var content = Workshop.Content(2);
        content["cover", "note"] = Answer.Of(Value.Of("By hand"));
        var draft = await shop.NewDraft(beginning: DraftBeginning.Version(content, 1));
        var now = Next(Workshop.Definition, new Carry("catches.ship", "catches.vessel", null));
        var carried = (await shop.Drafting.CarryOver(draft.Statement, Workshop.Definition, now, 2, null, null))!;
        (carried.Generation, carried.DefinitionVersion, carried.Origin).ShouldBe((2, 2, DraftOrigin.Carried));
        var read = (await shop.Read(draft.Statement))!.Value.Draft;
        read.Sections["catches"].InOrder.Select(row => row.Id).ShouldBe(content.Rows("catches").Select(row => row.Id));
        read.Sections["catches"][content.Rows("catches")[1].Id, "ship"].Value.ShouldBe("\"Vessel 1\"");
        read.Sections["catches"][content.Rows("catches")[1].Id, "weight"].Value.ShouldBe("\"1\"");
        carried.Aside.Select(one => $"{one.Section}.{one.Field} {one.Answer}").ShouldBe(["cover.note \"By hand\""]);
    }

    [Fact]
    public async Task A_formula_of_the_carry_over_says_what_the_new_field_begins_with()
    {
        var content = Workshop.Content(1);
        var draft = await shop.NewDraft(beginning: DraftBeginning.Version(content, 1));
        var now = Next(Workshop.Definition, new Carry("catches.ship", "catches.vessel", "upper case(vessel)"));
        await shop.Drafting.CarryOver(draft.Statement, Workshop.Definition, now, 2, (_, old) => Answer.Of(Value.Of(old("vessel").Value.AsText.ToUpperInvariant())), null);
        (await shop.Read(draft.Statement))!.Value.Draft.Sections["catches"][content.Rows("catches")[0].Id, "ship"].Value.ShouldBe("\"VESSEL 0\"");
    }

    [Fact]
    public async Task What_two_said_differently_still_contends_and_what_waits_to_be_confirmed_still_waits()
    {
        var draft = await shop.NewDraft(beginning: DraftBeginning.LastPeriod(Workshop.Content(1)));
        var row = (await shop.Read(draft.Statement))!.Value.Draft.Sections["catches"].InOrder.Single().Id;
        var (ana, ben) = (await shop.Newcomer("Ana Carried"), await shop.Newcomer("Ben Carried"));
        await shop.Drafting.Append(draft.Statement, 1, "draft", ana, "ana", [Workshop.Set(row, "gear", null, "\"PS\"")]);
        await shop.Drafting.Append(draft.Statement, 1, "draft", ben, "ben", [Workshop.Set(row, "gear", null, "\"LL\"")]);
        await shop.Drafting.CarryOver(draft.Statement, Workshop.Definition, Next(Workshop.Definition, new Carry("catches.ship", "catches.vessel", null)), 2, null, ana);
        var carried = (await shop.Read(draft.Statement))!.Value.Draft;
        carried.Conflicts().ShouldHaveSingleItem().Rivals.Select(rival => rival.Now).ShouldBe(["\"PS\"", "\"LL\""], ignoreOrder: true);
        carried.Sections["catches"][row, "weight"].AwaitsConfirmation.ShouldBeTrue();
    }

    [Fact]
    public async Task Whoever_still_writes_to_the_draft_before_is_told_of_the_next()
    {
        var draft = await shop.NewDraft(beginning: DraftBeginning.Version(Workshop.Content(1), 1));
        var row = (await shop.Read(draft.Statement))!.Value.Draft.Sections["catches"].InOrder.Single().Id;
        await shop.Drafting.CarryOver(draft.Statement, Workshop.Definition, Next(Workshop.Definition, new Carry("catches.ship", "catches.vessel", null)), 2, null, null);
        (await shop.Drafting.Append(draft.Statement, 1, "draft", await shop.Newcomer("Late Carrier"), "page", [Workshop.Set(row, "gear", null, "\"PS\"")])).ShouldBeNull();
        (await shop.Drafting.CarryOver(draft.Statement, Workshop.Definition, Workshop.Definition, 2, null, null))!.Generation.ShouldBe(2, "it is under that version already");
    }

    // The vessel is called ship; the note is gone.
    private static Definition Next(Definition before, Carry carry) => before with
    {
        Carries = [carry],
        Sections = [.. before.Sections.Select(section => section with
        {
            Fields = [.. section.Fields.Where(field => field.Code != "note").Select(field => field.Code == "vessel" ? field with { Code = "ship" } : field)],
        })],
    };
}
