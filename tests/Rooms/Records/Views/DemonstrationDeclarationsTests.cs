using Dapper;
using Entente.Client.Run;
using Entente.Records.Demonstrations;
using Entente.Shared.Data;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.Records.Views;

/// <summary>What the people of the demonstration declared goes through the door like everything else, and is there once.</summary>
public sealed class DemonstrationDeclarationsTests(DemonstrationApp app) : IClassFixture<DemonstrationApp>
{
    [Fact]
    public async Task The_demonstration_has_declarations_in_many_states_and_each_once()
    {
        (await Load()).ShouldBeEmpty();
        var states = await States();
        states.ShouldContain("bluefin-weekly accepted");
        states.ShouldContain("bluefin-weekly returned");
        states.ShouldContain("bluefin-weekly draft");
        states.ShouldContain("vessels accepted");
        var before = await Count();
        (await Load()).ShouldBeEmpty();
        (await Count()).ShouldBe(before);
        // Of all kinds, with corrections, several sections and readers: what pages show is what was committed to.
        using (var scope = app.Services.CreateScope())
            (await scope.ServiceProvider.GetRequiredService<Entente.Records.Receipts.Monitoring>().Compare(0, TestContext.Current.CancellationToken)).Found.Where(found => found.Code is "kept-row-changed" or "kept-segment-changed").ShouldBeEmpty();
        using var browser = app.Browser();
        (await browser.Get("/bodies/iccat/vessels")).Say("tbody").ShouldContain("Rei Maru No. 1");
    }

    private Task<IReadOnlyList<string>> Load() => DemonstrationDeclarations.Load(app.Services.GetRequiredService<Logins>(), House.Find().Bodies, app.Clock, TestContext.Current.CancellationToken);

    private async Task<IReadOnlyList<string>> States()
    {
        await using var owner = new NpgsqlConnection(app.Database.Owner);
        return [.. await owner.QueryAsync<string>("select distinct definition || ' ' || state from records.statement")];
    }

    private async Task<string> Count()
    {
        await using var owner = new NpgsqlConnection(app.Database.Owner);
        return await owner.QuerySingleAsync<string>("select concat_ws(' ', (select count(*) from records.statement), (select count(*) from records.version), (select count(*) from records.event))");
    }
}
