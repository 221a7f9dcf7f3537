using System.Text.Json.Nodes;
using Entente.Bench.Link;
using Entente.Bench.Processes;

namespace Entente.Bench.Browser;

/// <summary>Chromium without a window and with a fresh profile, in the browser's place of the link.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private readonly Started _process;
    private readonly DevTools _tools;

    private Chromium(Started process, DevTools tools) => (_process, _tools) = (process, tools);

    /// <param name="place">Where it runs.</param>
    /// <param name="folder">An empty folder for the profile.</param>
    /// <param name="name">The one host name it knows, standing for the server's end of the link.</param>
    /// <param name="certificate">The certificate it takes although nobody signed it.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public static async Task<Chromium> Start(Place place, string folder, string name, Certificate certificate, CancellationToken cancel)
    {
        Requirements.Tool("chromium", "chromium");
        string[] command =
        [
            .. place.Enter, "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            // Not --ignore-certificate-errors, under which Chromium caches nothing and every visit would be a first one.
            $"--ignore-certificate-errors-spki-list={certificate.KeyDigest}",
            $"--host-resolver-rules=MAP {name} {EmulatedLink.ServerAddress}",
            "--remote-debugging-port=0", $"--user-data-dir={folder}", "about:blank",
        ];
        var process = new Started(command);
        var note = Path.Combine(folder, "DevToolsActivePort");
        await process.Until(() => Task.FromResult(File.Exists(note) && File.ReadAllLines(note).Length == 2), TimeSpan.FromSeconds(60), cancel);
        var lines = await File.ReadAllLinesAsync(note, cancel);
        return new Chromium(process, await DevTools.Connect(place, new Uri($"ws://127.0.0.1:{lines[0]}{lines[1]}"), cancel));
    }

    /// <summary>A tab that shares nothing with earlier ones: no cache, no connection, no session, only these cookies.</summary>
    public async Task<Tab> OpenFresh(Uri site, Cookies cookies, CancellationToken cancel)
    {
        var context = (await _tools.Ask("Target.createBrowserContext", cancel: cancel)).GetProperty("browserContextId").GetString()!;
        if (cookies.Pairs.Count > 0)
        {
            var list = new JsonArray([.. cookies.Pairs.Select(cookie => new JsonObject
            {
                ["name"] = cookie.Name, ["value"] = cookie.Value, ["url"] = site.ToString(), ["path"] = "/", ["secure"] = true, ["httpOnly"] = true,
            })]);
            await _tools.Ask("Storage.setCookies", new() { ["cookies"] = list, ["browserContextId"] = context }, cancel: cancel);
        }
        return await Tab.Open(_tools, context, cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _tools.DisposeAsync();
        _process.Dispose();
    }
}
