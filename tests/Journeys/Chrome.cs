using System.Net;
using System.Net.Sockets;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Entente.Client.Test;
using Entente.Tests.Kit;
using Microsoft.Playwright;

namespace Entente.Tests.Journeys;

/// <summary>The application on a real port of the loopback address, and a real Chromium, for one class of journeys.</summary>
public class Chrome : TestApp
{
    internal static readonly string[] Flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
    private readonly int _port = FreePort();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

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
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Path, Args = Flags });
    }

    /// <summary>A person's own browser profile: language, size of screen, and whether scripts run.</summary>
    public virtual async Task<IPage> Visit(string address, string language = "en", bool scripts = true, bool phone = false)
    {
        var profile = await _browser!.NewContextAsync(new()
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
        var found = await page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice") });
        return [.. found.Violations.Select(barrier => $"{barrier.Id}: {barrier.Help} at {string.Join("; ", barrier.Nodes.Select(node => node.Target))} on {page.Url}")];
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
