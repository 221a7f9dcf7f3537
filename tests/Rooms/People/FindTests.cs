using Entente.Bodies;
using Entente.Shared.Data;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms;

public sealed class FindTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task A_person_comes_with_the_posts_of_today_and_what_they_allow()
    {
        var ana = await town.Holder("Ana", "tin/UTO", "reporter");
        await town.Give(ana, "tin/UTO", "approver", from: -50, until: 0);
        await town.Give(ana, "tin/ARC", "contact", from: 1);
        var found = (await town.People.Find(ana))!;
        var holding = found.Holdings.ShouldHaveSingleItem();
        (holding.Body, holding.Party, holding.Post, holding.Until).ShouldBe(("tin", "UTO", "reporter", null));
        found.May(Right.Enter, "tin", "UTO").ShouldBeTrue();
        found.May(Right.Enter, "tin", "ARC").ShouldBeFalse();
        found.May(Right.Enter, "zinc", "UTO").ShouldBeFalse();
        found.May(Right.Submit, "tin", "UTO").ShouldBeFalse();
    }

    [Fact]
    public async Task A_post_of_the_body_counts_for_every_party()
    {
        var officer = (await town.People.Find(await town.Holder("Olu", "tin/", "officer")))!;
        officer.May(Right.Serve, "tin", "UTO").ShouldBeTrue();
        officer.May(Right.Serve, "zinc", "UTO").ShouldBeFalse();
        officer.Administers.ShouldBeFalse();
        (await town.People.Find(await town.Holder("Root", "installation/", "administrator")))!.Administers.ShouldBeTrue();
    }

    [Fact]
    public async Task A_post_that_waits_for_a_second_pair_of_eyes_or_is_suspended_gives_nothing()
    {
        var ben = await town.Newcomer("Ben");
        await town.Give(ben, "tin/", "officer", from: -1, awaitsSecond: true);
        var suspended = await town.Give(ben, "tin/UTO", "reporter", from: -1);
        await town.Do("update bodies.holding set asked_at = now(), suspended_at = now() where id = @suspended", new { suspended });
        (await town.People.Find(ben))!.Holdings.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_address_finds_its_person_whatever_its_capitals()
    {
        var cy = await town.Holder("Cy", "tin/UTO", "reporter");
        (await town.People.FindByEmail("  CY@Example.ORG "))!.Id.ShouldBe(cy);
        (await town.People.FindByEmail("nobody@example.org")).ShouldBeNull();
    }

    [Fact]
    public async Task Who_has_left_is_not_found()
    {
        var dee = await town.Holder("Dee", "tin/UTO", "reporter");
        await town.Do("update bodies.person set left_at = now() where id = @dee", new { dee });
        (await town.People.Find(dee)).ShouldBeNull();
        (await town.People.FindByEmail("dee@example.org")).ShouldBeNull();
    }

    [Fact]
    public async Task What_a_person_chooses_is_kept()
    {
        var eve = await town.Newcomer("Eve");
        await town.People.ChooseLanguage(eve, "pt");
        await town.People.ChooseZone(eve, "Africa/Luanda");
        await town.Services.GetRequiredService<Database>().Write(connection => People.Rename(connection, eve, " Eva "));
        var found = (await town.People.Find(eve))!;
        (found.Language, found.Zone, found.Name).ShouldBe(("pt", "Africa/Luanda", "Eva"));
    }

    [Fact]
    public async Task One_address_is_one_person()
    {
        var first = await town.Newcomer("Fay");
        (await town.Newcomer("FAY")).ShouldBe(first);
        await Should.ThrowAsync<PostgresException>(() => town.Do("insert into bodies.person (id, name, email, created_at) values (gen_random_uuid(), 'x', 'FAY@EXAMPLE.org', now())"));
    }

    [Fact]
    public async Task Nobody_holds_the_same_post_of_the_same_party_twice_at_once()
    {
        var gus = await town.Holder("Gus", "tin/UTO", "reporter", until: 10);
        var twice = await Should.ThrowAsync<PostgresException>(() => town.Give(gus, "tin/UTO", "reporter", from: 9));
        twice.ConstraintName.ShouldBe("holding_once");
        await town.Give(gus, "tin/UTO", "reporter", from: 10);
        await town.Give(gus, "tin/ARC", "reporter", from: 0);
        var officer = await town.Holder("Hal", "tin/", "officer");
        await Should.ThrowAsync<PostgresException>(() => town.Give(officer, "tin/", "officer", from: 0));
    }
}
