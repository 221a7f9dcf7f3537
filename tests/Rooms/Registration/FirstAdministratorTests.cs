using System.Net;
using Entente.Bodies;
using Entente.Shared.Data;
using Entente.SignIn;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms;

/// <summary>A new installation has nobody: the steward prints an address for the first who comes.</summary>
public sealed class FirstAdministratorTests : IAsyncLifetime
{
    private readonly Town _town = new();

    public ValueTask InitializeAsync() => _town.InitializeAsync();

    public ValueTask DisposeAsync() => _town.DisposeAsync();

    [Fact]
    public async Task Whoever_opens_the_printed_address_runs_the_installation()
    {
        var path = (await Path()).ShouldNotBeNull();
        var visitor = _town.Browser();
        (await visitor.Submit(await visitor.Get(path), "main form", ("Name", ""), ("Email", "x"))).One("#Email-problem");
        var after = await visitor.Submit(await visitor.Get(path), "main form", ("Name", "Root"), ("Email", "root@example.org"));
        after.Address.AbsolutePath.ShouldStartWith("/enrol");
        (await _town.People.FindByEmail("root@example.org"))!.Administers.ShouldBeTrue();
    }

    [Fact]
    public async Task Once_somebody_can_sign_in_the_address_is_worth_nothing()
    {
        var path = (await Path())!;
        var visitor = _town.Browser();
        var form = await visitor.Get(path);
        await visitor.Submit(form, "main form", ("Name", "Root"), ("Email", "root@example.org"));
        await _town.Do("insert into sign_in.account (person, password_hash, code_key, set_at) select id, 'x', 'x', now() from bodies.person where email = 'root@example.org'");
        (await Path()).ShouldBeNull();
        (await _town.Browser().Get(path)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.Submit(form, "main form", ("Name", "Thief"), ("Email", "thief@example.org"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _town.People.FindByEmail("thief@example.org")).ShouldBeNull();
    }

    [Fact]
    public async Task A_mistyped_address_keeps_nobody_out()
    {
        foreach (var name in new[] { "Rooot", "Root" })
        {
            var visitor = _town.Browser();
            await visitor.Submit(await visitor.Get((await Path())!), "main form", ("Name", name), ("Email", $"{name}@example.org"));
        }
        (await _town.People.FindByEmail("rooot@example.org"))!.Administers.ShouldBeFalse();
        (await _town.People.FindByEmail("root@example.org"))!.Administers.ShouldBeTrue();
    }

    [Fact]
    public async Task Of_several_who_come_at_once_only_one_stays()
    {
        var path = (await Path())!;
        await Task.WhenAll(Enumerable.Range(0, 5).Select(async i =>
        {
            var visitor = _town.Browser();
            await visitor.Submit(await visitor.Get(path), "main form", ("Name", $"Root {i}"), ("Email", $"root{i}@example.org"));
        }));
        (await _town.Ask<long>("select count(*) from bodies.holding where body = 'installation'")).ShouldBe([1]);
    }

    [Theory]
    [InlineData("/first-administrator/nonsense")]
    [InlineData("/first-administrator/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Guessing_leads_nowhere(string address) => (await _town.Browser().Get(address)).Status.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task A_demonstration_prints_no_such_address()
    {
        await using var demonstration = new DemonstrationApp();
        await demonstration.InitializeAsync();
        (await Path(demonstration)).ShouldBeNull();
    }

    private Task<string?> Path() => Path(_town);

    private static async Task<string?> Path(TestApp app) =>
        await FirstAdministrator.Path(app.Database.Logins, TestCluster.Secret, await app.Services.GetRequiredService<ThisInstallation>().Facts(), app.Clock, CancellationToken.None);
}
