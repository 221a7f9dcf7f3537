using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace Entente.Tests.Feel.Browser;

/// <summary>The interpreter of the page, in one process of Node for many rules.</summary>
internal static class Script
{
    public static string Folder { get; } = Found();

    public static async Task<IReadOnlyList<JsonNode>> Run(IEnumerable<(string Rule, JsonNode Values)> all)
    {
        var info = new ProcessStartInfo("node", [Path.Combine(Folder, "answer.mjs")])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            StandardInputEncoding = new UTF8Encoding(false), StandardOutputEncoding = new UTF8Encoding(false),
        };
        using var node = Process.Start(info)!;
        var (answers, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        foreach (var (rule, values) in all)
            await node.StandardInput.WriteLineAsync($$"""{"rule":{{rule}},"values":{{values.ToJsonString()}}}""");
        node.StandardInput.Close();
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        (await errors).ShouldBeEmpty();
        return [.. (await answers).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }

    private static string Found()
    {
        var above = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(above.FullName, "Entente.slnx")))
            above = above.Parent ?? throw new InvalidOperationException("The tests run outside of their source.");
        return Path.Combine(above.FullName, "tests", "Feel", "Browser");
    }
}
