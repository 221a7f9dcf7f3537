using Dapper;
using Entente.Bodies;
using Entente.Client.Run;
using Entente.Disclosure.Access;
using Entente.Records.Demonstrations;
using Entente.Shared.Data;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.Disclosure;

/// <summary>The pages about who reads what are not empty in a demonstration, and what is on them came about as in earnest.</summary>
public sealed class DemonstrationAccessTests(DemonstrationApp app) : IClassFixture<DemonstrationApp>
{
    [Fact]
    public async Task Readings_and_grants_are_there_once_without_a_gap_and_the_unusual_day_is_found_by_the_program()
    {
        var (bodies, cancel) = (House.Find().Bodies, TestContext.Current.CancellationToken);
        (await DemonstrationDeclarations.Load(app.Services.GetRequiredService<Logins>(), bodies, app.Clock, cancel)).ShouldBeEmpty();
        await DemonstrationAccess.Load(app.Database.Owner, bodies, DemonstrationDeclarations.Owners(app.Clock), app.Clock, cancel);
        var before = await Count();
        await DemonstrationAccess.Load(app.Database.Owner, bodies, DemonstrationDeclarations.Owners(app.Clock), app.Clock, cancel);
        (await Count()).ShouldBe(before);

        await using var owner = new NpgsqlConnection(app.Database.Owner);
        (await owner.QueryAsync<string>("select unnest(statements)::text from disclosure.reading except select id::text from records.statement")).ShouldBeEmpty("every reading is of something that is there");
        (await owner.QueryAsync<string>("select person::text from disclosure.reading union select person::text from disclosure.approval except select id::text from bodies.person")).ShouldBeEmpty();
        (await owner.QuerySingleAsync<long>("select count(*) from disclosure.gaps('iccat', @since, @now)", new { since = app.Clock.GetUtcNow().AddDays(-100), now = app.Clock.GetUtcNow() })).ShouldBe(0);
        var people = app.Services.GetRequiredService<People>();
        var officer = (await people.Find(Demonstration.Id("person", "noor.sample@example.org"), cancel)).ShouldNotBeNull();
        var states = (await app.Services.GetRequiredService<Grants>().In(officer, "iccat", cancel)).Select(grant => grant.On(app.Clock.GetUtcNow())).ToList();
        states.ShouldBe([GrantState.Live, GrantState.Waiting, GrantState.TakenBack, GrantState.Refused, GrantState.Over]);

        await app.Services.GetRequiredService<Alerts>().Watch(cancel);
        var alert = (await app.Services.GetRequiredService<Alerts>().In(officer, "iccat", cancel)).ShouldHaveSingleItem();
        alert.Name.ShouldBe("Inés Muestra");
        alert.Reasons.Select(reason => reason.What).ShouldContain(Watched.RecordsInAnHour);
    }

    private async Task<string> Count()
    {
        await using var owner = new NpgsqlConnection(app.Database.Owner);
        return await owner.QuerySingleAsync<string>("select concat_ws(' ', (select count(*) from disclosure.reading), (select count(*) from disclosure.access_grant), (select count(*) from disclosure.approval), (select count(*) from disclosure.counted))");
    }
}
