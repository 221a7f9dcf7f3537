using System.Security.Cryptography;
using Entente.Shared.Data;
using Entente.Tests.Kit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.Shared;

public sealed class KeysTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task What_one_node_protects_another_opens()
    {
        await using var twin = app.Twin();
        var closed = Protector(app).Protect("text");
        Protector(twin).Unprotect(closed).ShouldBe("text");
    }

    [Fact]
    public async Task Nodes_that_start_at_once_make_one_key()
    {
        var fresh = new TestApp();
        await fresh.InitializeAsync();
        var nodes = new[] { fresh, fresh.Twin(), fresh.Twin() };
        var closed = await Task.WhenAll(nodes.Select(node => Task.Run(() => Protector(node).Protect("text"))));
        foreach (var node in nodes)
            closed.ShouldAllBe(text => Protector(node).Unprotect(text) == "text");
        (await Elements(fresh)).Count.ShouldBe(1);
        foreach (var node in nodes)
            await node.DisposeAsync();
    }

    [Fact]
    public async Task The_database_alone_holds_no_usable_key()
    {
        Protector(app).Protect("text");
        var element = (await Elements(app)).ShouldHaveSingleItem();
        element.ShouldContain(nameof(KeyOpener));
        element.ShouldNotContain("masterKey");
    }

    [Fact]
    public void A_sealed_box_opens_only_for_its_owner_and_unchanged()
    {
        var secrets = new Sealed(TestCluster.Secret, "test");
        var box = secrets.Close("secret"u8, "one");
        secrets.Open(box, "one").ShouldBe("secret"u8.ToArray());
        Should.Throw<CryptographicException>(() => secrets.Open(box, "two"));
        Should.Throw<CryptographicException>(() => new Sealed(TestCluster.Secret, "other").Open(box, "one"));
        for (var at = 0; at < box.Length; at++)
        {
            var changed = box.ToArray();
            changed[at] ^= 1;
            Should.Throw<CryptographicException>(() => secrets.Open(changed, "one"));
        }
        Should.Throw<CryptographicException>(() => secrets.Open([], "one"));
    }

    private static IDataProtector Protector(TestApp node) =>
        node.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static async Task<List<string>> Elements(TestApp node)
    {
        await using var owner = NpgsqlDataSource.Create(node.Database.Owner);
        await using var select = owner.CreateCommand("select element from keys.ring");
        await using var rows = await select.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var elements = new List<string>();
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
            elements.Add(rows.GetString(0));
        return elements;
    }
}
