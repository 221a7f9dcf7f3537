using Dapper;
using Entente.Client.Run;
using Entente.Records.Demonstrations;
using Entente.Shared.Data;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.Records.Views;

/// <summary>The invented data of a demonstration: the same every time, once, and all of it taken by the door.</summary>
public sealed class GeneratedDeclarationsTests(DemonstrationApp app) : IClassFixture<DemonstrationApp>
{
    [Fact]
    public async Task The_small_slice_is_taken_whole_and_once()
    {
        var logins = app.Services.GetRequiredService<Logins>();
        (await DemonstrationDeclarations.Load(logins, House.Find().Bodies, app.Clock, TestContext.Current.CancellationToken)).ShouldBeEmpty();
        (await Generate(logins)).ShouldBeEmpty();
        var made = await Count("select count(*) from records.version where imported_from = 'Invented for a demonstration'");
        made.ShouldBeGreaterThan(500);
        (await Count("select count(*) from iccat.bluefin_weekly_catches")).ShouldBeGreaterThan(2000);
        (await Count("select count(distinct party) from records.statement where definition = 'annual-report'")).ShouldBeGreaterThan(5);
        (await Generate(logins)).ShouldBeEmpty();
        (await Count("select count(*) from records.version where imported_from = 'Invented for a demonstration'")).ShouldBe(made);
    }

    [Fact]
    public async Task There_are_as_many_requirements_as_a_body_of_this_size_has_and_their_codes_changed()
    {
        await DemonstrationDeclarations.Load(app.Services.GetRequiredService<Logins>(), House.Find().Bodies, app.Clock, TestContext.Current.CancellationToken);
        foreach (var year in new[] { 2019, 2022, 2025 })
            (await Count($"select count(*) from iccat.requirements_codes where until is null and from_year <= {year} and coalesce(until_year, 9999) >= {year} and valid_from <= date '{year}-12-31' and valid_until > date '{year}-01-01'")).ShouldBeGreaterThanOrEqualTo(150);
        (await Count("select count(*) from iccat.requirements_codes a join iccat.requirements_codes b on b.statement = a.statement where a.code = 'GEN 0001' and b.code = 'M:GEN01' and a.until is null and b.until is null")).ShouldBe(1);
    }

    private async Task<List<string>> Generate(Logins logins)
    {
        var said = new List<string>();
        await GeneratedDeclarations.Load(logins, House.Find().Bodies, small: true, app.Clock, said.Add, TestContext.Current.CancellationToken);
        return said;
    }

    private async Task<long> Count(string sql)
    {
        await using var owner = new NpgsqlConnection(app.Database.Owner);
        return await owner.QuerySingleAsync<long>(sql);
    }
}
