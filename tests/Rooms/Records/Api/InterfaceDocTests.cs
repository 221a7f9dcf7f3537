using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Entente.Bodies;
using Entente.Client.Run;

namespace Entente.Tests.Rooms.Records.Api;

/// <summary>The examples of docs/interface.md, one after the other, as somebody would type them.</summary>
public sealed partial class InterfaceDocTests(ApiApp app) : IClassFixture<ApiApp>
{
    [Fact]
    public async Task The_examples_do_what_the_page_says()
    {
        using var program = await app.Program("Reader of the docs", "JPN", Right.Read, Right.Enter, Right.Submit);
        var known = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ENTENTE"] = "https://localhost",
            ["KEY"] = program.DefaultRequestHeaders.Authorization!.Parameter!,
        };
        var examples = Blocks().Matches(await File.ReadAllTextAsync(Path.Combine(House.Find().Root, "docs/interface.md"), TestContext.Current.CancellationToken));
        examples.Count.ShouldBeGreaterThan(4);
        using var line = app.Anybody();
        foreach (Match example in examples)
        {
            var text = Names().Replace(example.Groups["text"].Value, name => known.GetValueOrDefault(name.Groups[1].Value, name.Value));
            var expected = Expected().Match(text);
            using var answer = await line.SendAsync(Request(text), TestContext.Current.CancellationToken);
            var said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            ((int)answer.StatusCode).ShouldBe(expected.Success ? int.Parse(expected.Groups["status"].Value, System.Globalization.CultureInfo.InvariantCulture) : 200, $"{text}\n{said}");
            if (expected.Groups["name"] is { Success: true, Value: var name })
                known[name] = answer.Headers.Location!.ToString().Split('/')[^1];
        }
    }

    private static HttpRequestMessage Request(string curl)
    {
        var words = Words().Matches(curl).Select(word => word.Groups["one"].Success ? word.Groups["one"].Value : word.Groups["two"].Success ? word.Groups["two"].Value : word.Value).ToList();
        string? After(string flag) => words.IndexOf(flag) is >= 0 and var at ? words[at + 1] : null;
        var request = new HttpRequestMessage(new HttpMethod(After("-X") ?? "GET"), words.First(word => word.StartsWith("https://", StringComparison.Ordinal)));
        if (After("-d") is { } data)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(data));
        for (var at = 0; at < words.Count; at++)
            if (words[at] == "-H" && words[at + 1].Split(": ", 2) is [var name, var value])
            {
                if (name == "Content-Type")
                    request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
                else
                    request.Headers.TryAddWithoutValidation(name, value);
            }
        return request;
    }

    [GeneratedRegex(@"```sh\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"\$([A-Z]+)", RegexOptions.None, 1000)]
    private static partial Regex Names();

    [GeneratedRegex(@"^# (?<status>[0-9]+)(, \$(?<name>[A-Z]+))?", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Expected();

    [GeneratedRegex(@"'(?<one>[^']*)'|""(?<two>[^""]*)""|[^\s\\]+", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Words();
}
