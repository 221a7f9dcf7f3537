using System.Net;
using System.Net.Sockets;
using Deque.AxeCore.Commons;
using Entente.Client.Test;
using Entente.Tests.Kit;
using Microsoft.Playwright;

// One installation for all journeys that only look, and one for all drafts: each of these has a statement of its own.
[assembly: AssemblyFixture(typeof(Entente.Tests.Journeys.Chrome))]
[assembly: AssemblyFixture(typeof(Entente.Tests.Journeys.FormsChrome))]

namespace Entente.Tests.Journeys;

/// <summary>The application on a real port of the loopback address, with the demonstration's people, and the real Chromium that all classes share.</summary>
public class Chrome : TestApp
{
    private static readonly string[] Flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    private static readonly Lazy<Task<IBrowser>> Shared = new(Launch);
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();
    private readonly int _port = FreePort();

    /// <summary>Passkeys belong to a name, so journeys say localhost.</summary>
    public string Address => $"http://localhost:{_port}";

    protected override bool WithDemonstration => true;

    protected override TimeProvider Time => TimeProvider.System;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Settings["ENTENTE_ADDRESS"] = Address;
        UseKestrel(_port);
        StartServer();
    }

    /// <summary>One program for all classes; each visit has a profile of its own.</summary>
    public static Task<IBrowser> Program => Shared.Value;

    /// <summary>A person's own browser profile: language, size of screen, and whether scripts run.</summary>
    public virtual async Task<IPage> Visit(string address, string language = "en", bool scripts = true, bool phone = false)
    {
        var profile = await (await Program).NewContextAsync(new()
        {
            BaseURL = Address,
            Locale = language,
            JavaScriptEnabled = scripts,
            ViewportSize = phone ? new() { Width = 360, Height = 740 } : new() { Width = 1280, Height = 900 },
        });
        var page = await profile.NewPageAsync();
        await page.GotoAsync(address);
        return page;
    }

    /// <summary>As one of the demonstration's people, through its door; the language is the one of the browser, whatever the person's.</summary>
    public async Task<IPage> SignIn(string person, string language = "en", bool scripts = true)
    {
        var page = await Visit("/sign-in", language, scripts);
        await page.GetByRole(AriaRole.Button, new() { Name = person, Exact = true }).First.ClickAsync();
        await page.GotoAsync($"/language?to={language}&back=/workspace");
        return page;
    }

    /// <summary>What axe finds against WCAG 2.2 AA and its own best practice, in words; empty when nothing.</summary>
    public static async Task<IReadOnlyList<string>> Barriers(IPage page)
    {
        // In the page itself: the tool's own wrapper opens a second page for every look.
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
            await page.EvaluateAsync(Axe);
        return await page.EvaluateAsync<string[]>("""
            async tags => {
              const found = await axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
              return found.violations.map(barrier => `${barrier.id}: ${barrier.help} at ${barrier.nodes.map(node => node.target.join(' ')).join('; ')} on ${location}`);
            }
            """, Rules);
    }

    private static async Task<IBrowser> Launch()
    {
        // On a busy machine everything takes longer; what never comes is noticed all the same.
        Assertions.SetDefaultExpectTimeout(15_000);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Path, Args = Flags });
        AppDomain.CurrentDomain.ProcessExit += (_, _) => browser.CloseAsync().Wait(TimeSpan.FromSeconds(10));
        return browser;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

}
