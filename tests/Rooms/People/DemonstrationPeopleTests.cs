using Entente.Bodies;
using Entente.Client.Run;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms;

public sealed class DemonstrationPeopleTests(DemonstrationApp app) : IClassFixture<DemonstrationApp>
{
    [Fact]
    public void Everybody_holds_a_post_that_the_body_has_for_a_party_that_it_has()
    {
        var catalogue = app.Services.GetRequiredService<BodyCatalogue>();
        var rows = Demonstration.Rows(House.Find().Bodies);
        rows.Count.ShouldBeGreaterThan(20);
        foreach (var row in rows.Where(row => row.Body != "installation"))
        {
            var body = catalogue.Find(row.Body).ShouldNotBeNull();
            var post = body.Post(row.Post).ShouldNotBeNull($"{row.Email}: {row.Post}");
            (post.For == PostFor.Party).ShouldBe(row.Party is not null, row.Email);
            if (row.Party is { } party)
                body.Party(party).ShouldNotBeNull(row.Email).On(row.From).ShouldNotBeNull($"{row.Email}: {party} is a member that day");
        }
    }

    [Fact]
    public void Nobody_could_be_a_real_person() =>
        Demonstration.Rows(House.Find().Bodies).ShouldAllBe(row => row.Email.EndsWith("@example.org", StringComparison.Ordinal));

    [Fact]
    public async Task Loading_again_changes_nothing()
    {
        var before = await Count();
        await Demonstration.Load(app.Database.Owner, House.Find().Bodies, app.Clock);
        (await Count()).ShouldBe(before);
        before.ShouldBe(Demonstration.Rows(House.Find().Bodies).Count);
    }

    private async Task<long> Count()
    {
        await using var connection = new NpgsqlConnection(app.Database.Owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select count(*) from bodies.holding", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
