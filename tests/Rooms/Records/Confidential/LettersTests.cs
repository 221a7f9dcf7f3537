using System.Net;
using System.Text;
using Entente.Records.Files;
using Entente.Records.Writing;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.Records.Files;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms.Records.Confidential;

/// <summary>A confidential letter that a scanner has still to look at lies encrypted while it waits.</summary>
public sealed class LettersTests(ScannedSecrets app) : IClassFixture<ScannedSecrets>
{
    [Fact]
    public async Task A_letter_that_waits_for_the_scanner_lies_nowhere_in_plain_words()
    {
        using var clerk = app.As(app.Clerk);
        var file = await Letter(clerk, "XLETTER of the ministry");
        (await app.Ask<string>("select state from records.file where id = @file", new { file })).ShouldBe("waiting");
        (await OnDisk("XLETTER")).ShouldBeEmpty();
        (await clerk.Http.GetAsync($"/files/{file}")).StatusCode.ShouldNotBe(HttpStatusCode.OK);
        await app.RunJobs();
        app.Scanner.Shown.ShouldContain(shown => shown.Contains("XLETTER of the ministry"));
        (await OnDisk("XLETTER")).ShouldBeEmpty();
        (await clerk.Http.GetStringAsync($"/files/{file}")).ShouldBe(Whole("XLETTER of the ministry"));
    }

    [Fact]
    public async Task One_in_which_the_scanner_finds_something_is_gone()
    {
        using var clerk = app.As(app.Clerk);
        var file = await Letter(clerk, "EICAR XFOUND");
        await app.RunJobs();
        (await app.Ask<string>("select state from records.file where id = @file", new { file })).ShouldBe("refused");
        Directory.EnumerateFiles(Path.Combine(app.Folder.FullName, "files"), $"{file:N}", SearchOption.AllDirectories).ShouldBeEmpty();
        (await clerk.Http.GetAsync($"/files/{file}")).StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task What_a_killed_node_left_of_its_arrival_is_wiped()
    {
        using var clerk = app.As(app.Clerk);
        var file = await Letter(clerk, "XKILLED in between");
        var folder = app.Services.GetRequiredService<FileFolder>();
        await File.WriteAllTextAsync(folder.Arriving(file), Whole("XKILLED in between"));
        var nobodys = Guid.NewGuid();
        await File.WriteAllTextAsync(folder.Arriving(nobodys), "XKILLED as well");
        await app.Services.GetRequiredService<Uploads>().Tidy(TestContext.Current.CancellationToken);
        (await OnDisk("XKILLED")).ShouldBeEmpty();
        await app.RunJobs();
        (await clerk.Http.GetStringAsync($"/files/{file}")).ShouldBe(Whole("XKILLED in between"));
    }

    [Fact]
    public async Task One_that_came_with_an_earlier_version_is_encrypted_when_its_turn_comes()
    {
        using var clerk = app.As(app.Clerk);
        var file = await Letter(clerk, "XEARLIER version");
        var folder = app.Services.GetRequiredService<FileFolder>();
        File.Delete(folder.Sealed(file));
        await File.WriteAllTextAsync(folder.Arriving(file), Whole("XEARLIER version"));
        await app.Services.GetRequiredService<Uploads>().Tidy(TestContext.Current.CancellationToken);
        await app.RunJobs();
        (await OnDisk("XEARLIER")).ShouldBeEmpty();
        (await clerk.Http.GetStringAsync($"/files/{file}")).ShouldBe(Whole("XEARLIER version"));
    }

    // Long enough to come in two pieces.
    private static string Whole(string text) => text.PadRight(3_000, '.');

    private async Task<Guid> Letter(Browser clerk, string text)
    {
        var statement = Guid.NewGuid();
        (await app.Door.Do(new Open(statement, "tuna", "landings", app.Week()), app.ClerkActor)).Faults.ShouldBeEmpty();
        await app.Begin(statement);
        return await ConfidentialTests.Attach(clerk, $"/bodies/tuna/landings/{statement}", "letter.txt", Whole(text));
    }

    private async Task<IReadOnlyList<string>> OnDisk(string word)
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(app.Folder.FullName, "*", SearchOption.AllDirectories))
            if (Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)).Contains(word, StringComparison.Ordinal))
                found.Add(file);
        return found;
    }
}

/// <summary>The same with a scanner.</summary>
public sealed class ScannedSecrets : SecretApp
{
    public ScannedSecrets() => Settings["ENTENTE_CLAMAV"] = Scanner.Address;

    public FakeScanner Scanner { get; } = new();

    public override async ValueTask DisposeAsync()
    {
        Scanner.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
