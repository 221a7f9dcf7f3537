namespace Entente.Shared.Paper;

/// <summary>What a Chromium is shut in by.</summary>
/// <param name="WithoutNetwork">In a network namespace of its own, which has nothing in it.</param>
/// <param name="OwnSandbox">Within the sandbox that Chromium makes for itself, which it cannot do everywhere.</param>
internal sealed record Walls(bool WithoutNetwork, bool OwnSandbox)
{
    private const string Unshare = "/usr/bin/unshare";
    private const string Limit = "/usr/bin/prlimit";

    private static readonly bool[] Either = [true, false];
    private static readonly bool[] No = [false];

    public static IEnumerable<Walls> StrongestFirst =>
        from network in File.Exists(Unshare) ? Either : No
        from sandbox in Environment.IsPrivilegedProcess ? No : Either
        select new Walls(network, sandbox);

    public IReadOnlyList<string> Command(string chromium, string folder) =>
    [
        // When the first process ends, by itself or killed, the whole namespace ends with it.
        .. WithoutNetwork ? [Unshare, "--user", "--map-current-user", "--net", "--pid", "--fork", "--kill-child"] : Array.Empty<string>(),
        .. File.Exists(Limit) ? [Limit, "--cpu=60", "--fsize=134217728", "--core=0"] : Array.Empty<string>(),
        chromium, "--headless=new", .. OwnSandbox ? [] : new[] { "--no-sandbox" }, "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--no-default-browser-check",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-breakpad",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9", "--proxy-bypass-list=<-loopback>",
        $"--user-data-dir={Path.Combine(folder, "profile")}", "--no-pdf-header-footer", "--generate-pdf-document-outline",
        $"--print-to-pdf={Path.Combine(folder, "page.pdf")}", new Uri(Path.Combine(folder, "page.html")).AbsoluteUri,
    ];
}
