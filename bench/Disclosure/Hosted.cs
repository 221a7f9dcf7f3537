using System.Globalization;
using Entente.Bench.Processes;
using Entente.Bench.Records;
using Entente.Shared.Data;

namespace Entente.Bench.Disclosure;

/// <summary>The application in a process of its own on the database of a ground, put together as it always is but for one thing.</summary>
internal sealed class Hosted(Started process, int port) : IDisposable
{
    public int Port => port;

    /// <param name="how">A word of <see cref="Host"/>.</param>
    public static async Task<Hosted> Start(Ground ground, string how, CancellationToken cancel)
    {
        var (port, text) = (Processes.Port.Free(), (await File.ReadAllTextAsync(Path.Combine(ground.Data, "secret"), cancel)).Trim());
        var logins = Logins.From(ground.OwnerLogin.ConnectionString, new InstallationSecret(text));
        var process = new Started(["dotnet", typeof(Hosted).Assembly.Location, Host.Word, how], new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ENTENTE_WRITER"] = logins.Writer,
            ["ENTENTE_READER"] = logins.Reader,
            ["ENTENTE_SECRET"] = text,
            ["ENTENTE_ADDRESS"] = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{ground.Port}"),
            ["ENTENTE_FOLDER"] = ground.Data,
            ["ENTENTE_LOG_KEYS"] = Path.Combine(ground.Data, "keys", "log"),
            ["ENTENTE_MAIL"] = ground.Sub("mail"),
            ["ENTENTE_WORKERS"] = "0",
            ["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
            ["ASPNETCORE_CONTENTROOT"] = Path.Combine(Checkout.Root, "platform"),
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["DOTNET_gcServer"] = "0",
        });
        using var http = new HttpClient();
        await process.Until(() => Checkout.Answers(http, $"http://127.0.0.1:{port}/health/ready", cancel), TimeSpan.FromMinutes(2), cancel);
        return new Hosted(process, port);
    }

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
    }
}
