using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Entente.Shared.Assets;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms.Shared;

public sealed partial class AssetTests(TestApp app) : IClassFixture<TestApp>
{
    private string Style => app.Services.GetRequiredService<AssetPaths>()["entente.css"];

    [Fact]
    public async Task Style_and_script_may_be_kept_for_ever_because_their_names_hold_their_content()
    {
        using var answer = await Ask(Style, "br");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/css; charset=utf-8");
        answer.Headers.Vary.ShouldContain("Accept-Encoding");
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip, br;q=0", "gzip")]
    [InlineData("identity", null)]
    [InlineData("", null)]
    public async Task The_best_encoding_the_browser_takes_is_sent(string accepted, string? sent)
    {
        using var answer = await Ask(Style, accepted);
        answer.Content.Headers.ContentEncoding.SingleOrDefault().ShouldBe(sent);
        (await Decoded(answer, sent)).ShouldContain(".e-button{");
    }

    [Fact]
    public async Task The_style_stays_under_ten_kilobytes_and_the_script_under_three()
    {
        var assets = app.Services.GetRequiredService<AssetPaths>();
        (await Length(assets["entente.css"])).ShouldBeLessThan(10_000);
        (await Length(assets["entente.js"])).ShouldBeLessThan(3_000);
    }

    [Fact]
    public async Task The_style_holds_neither_left_nor_right_so_that_Arabic_mirrors()
    {
        using var answer = await Ask(Style, "");
        var declarations = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split(';', '{', '}');
        declarations.Where(line => Side().IsMatch(line)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/assets/entente-000000000000.css")]
    [InlineData("/assets/../manifest.json")]
    [InlineData("/assets/%2e%2e/manifest.json")]
    [InlineData("/manifest.json")]
    public async Task Nothing_but_the_files_of_this_version_is_served(string address)
    {
        using var answer = await Ask(address, "br");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (answer.Headers.CacheControl?.MaxAge).ShouldBeNull();
    }

    [Fact]
    public async Task A_head_request_gets_the_headers_only_and_a_post_is_refused()
    {
        using var client = app.CreateDefaultClient();
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, Style), TestContext.Current.CancellationToken);
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentLength.ShouldNotBeNull().ShouldBeGreaterThan(0);
        (await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
        using var post = await client.PostAsync(Style, null, TestContext.Current.CancellationToken);
        post.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        post.Content.Headers.Allow.ShouldBe(["GET", "HEAD"]);
    }

    [Fact]
    public async Task A_browser_that_asks_for_an_icon_gets_our_mark()
    {
        using var answer = await Ask("/favicon.ico", "");
        answer.Content.Headers.ContentType!.ToString().ShouldBe("image/svg+xml; charset=utf-8");
    }

    [GeneratedRegex(@":.*\b(left|right)\b|\b(left|right)\b.*:", RegexOptions.None, 1000)]
    private static partial Regex Side();

    private async Task<HttpResponseMessage> Ask(string address, string encodings)
    {
        using var client = app.CreateDefaultClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (encodings.Length > 0)
            request.Headers.TryAddWithoutValidation("Accept-Encoding", encodings);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<long> Length(string address)
    {
        using var answer = await Ask(address, "br");
        return (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length;
    }

    private static async Task<string> Decoded(HttpResponseMessage answer, string? encoding)
    {
        await using var raw = await answer.Content.ReadAsStreamAsync();
        await using Stream plain = encoding switch
        {
            "br" => new BrotliStream(raw, CompressionMode.Decompress),
            "gzip" => new GZipStream(raw, CompressionMode.Decompress),
            _ => raw,
        };
        using var reader = new StreamReader(plain);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
