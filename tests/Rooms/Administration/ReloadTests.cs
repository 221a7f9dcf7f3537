using Dapper;
using Entente.Bodies;
using Entente.Client.Run;
using Entente.Tests.Kit;
using Npgsql;

namespace Entente.Tests.Rooms.Administration;

public sealed class ReloadTests : IClassFixture<AdministrationApp>, IAsyncLifetime
{
    private readonly AdministrationApp _app;
    private readonly string _bodies = Directory.CreateTempSubdirectory("entente-bodies-").FullName;
    private readonly List<Outcome> _said = [];
    private OwnerJobs _steward = null!;

    public ReloadTests(AdministrationApp app) => _app = app;

    public ValueTask InitializeAsync()
    {
        _steward = new OwnerJobs(_app.Database.Owner, _bodies, _bodies, _app.Clock, _said.AddRange);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _steward.DisposeAsync();
        Directory.Delete(_bodies, recursive: true);
    }

    [Fact]
    public async Task The_steward_publishes_when_an_administrator_asks()
    {
        Copy("wco");
        await Ask();
        (await _steward.Worker.RunOne(CancellationToken.None)).ShouldBeTrue();
        _said.Where(outcome => !outcome.Withdrawn).ShouldHaveSingleItem().Code.ShouldBe("wco");
        (await _app.One<int>("select count(*)::int from jobs.job where kind = 'publish-bodies' and dead_at is null and done_at is not null")).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_wrong_with_a_body_is_told_to_the_administrator()
    {
        Copy("att");
        await File.AppendAllTextAsync(Path.Combine(_bodies, "att", "body.yaml"), "\nno-such-key: 1\n");
        using var browser = _app.As(_app.Administrator);
        await Ask();
        (await _steward.Worker.RunOne(CancellationToken.None)).ShouldBeTrue();
        var list = await browser.Get("/administration/jobs");
        list.Say("tbody").ShouldContain("body.yaml");
        list.Say("tbody").ShouldContain("no-such-key");
    }

    private async Task Ask()
    {
        using var browser = _app.As(_app.Administrator);
        await browser.Submit(await browser.Get("/administration"), "form[action*=Reload]");
    }

    private void Copy(string body)
    {
        var from = Path.Combine(House.Find().Bodies, body);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(_bodies, body, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
    }
}
