using System.Text;
using Entente.Shared.Paper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Entente.Tests.Rooms.Shared;

/// <summary>PDFs by a real Chromium where there is one; where there is none the tests say that there is none.</summary>
public sealed class PressTests
{
    private static readonly DateTimeOffset Made = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private const string Page = "<!doctype html><html lang=\"ar\" dir=\"rtl\"><meta charset=\"utf-8\"><title>رسالة</title><h1>رسالة</h1><p>Été, ñ, ç</p>";

    [Fact]
    public async Task The_same_page_of_the_same_date_is_the_same_bytes()
    {
        using var press = New();
        var first = await press.Print(Page, Made, TestContext.Current.CancellationToken);
        Encoding.ASCII.GetString(first, 0, 5).ShouldBe("%PDF-");
        Encoding.Latin1.GetString(first).ShouldContain("/CreationDate (D:20260302120000");
        await Task.Delay(1100, TestContext.Current.CancellationToken);
        (await press.Print(Page, Made, TestContext.Current.CancellationToken)).ShouldBe(first);
    }

    [Fact]
    public async Task Scripts_do_not_run_and_neither_files_nor_the_network_are_reached()
    {
        using var server = new System.Net.HttpListener();
        server.Prefixes.Add("http://127.0.0.1:5917/");
        server.Start();
        var asked = server.GetContextAsync();
        using var press = New();
        await press.Print("<!doctype html><title>x</title><img src=\"http://127.0.0.1:5917/a\"><iframe src=\"file:///etc/passwd\"></iframe><script>fetch('http://127.0.0.1:5917/b'); document.title = 'ran'</script>", Made, TestContext.Current.CancellationToken);
        asked.IsCompleted.ShouldBeFalse();
        server.Stop();
        await Should.ThrowAsync<Exception>(asked);
    }

    [Fact]
    public async Task Without_Chromium_it_says_so_and_prints_nothing()
    {
        using var press = New("/nowhere/chromium");
        press.Present.ShouldBeFalse();
        (await Should.ThrowAsync<PressFailed>(press.Print(Page, Made, TestContext.Current.CancellationToken))).Message.ShouldContain("ENTENTE_CHROMIUM");
    }

    [Fact]
    public async Task What_is_no_Chromium_is_told_and_leaves_nothing_behind()
    {
        var before = Directory.GetDirectories(Path.GetTempPath(), "entente-paper-*").Length;
        using var press = New("/bin/false");
        await Should.ThrowAsync<PressFailed>(press.Print(Page, Made, TestContext.Current.CancellationToken));
        Directory.GetDirectories(Path.GetTempPath(), "entente-paper-*").Length.ShouldBe(before);
    }

    private static Press New(string? chromium = null) =>
        new(new ConfigurationBuilder().AddInMemoryCollection([new("ENTENTE_CHROMIUM", chromium)]).Build(), NullLogger<Press>.Instance);
}
