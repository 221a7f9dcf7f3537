using System.CommandLine;
using System.Net;
using Entente.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Client.Witness;

/// <summary>
/// <c>./entente witness --log KEY</c>: another party watches a log. It signs each state that continues the one it saw before,
/// and refuses every other; it needs no database and nothing of ours but this program.
/// </summary>
public static class WitnessCommand
{
    public static Command Command()
    {
        var logs = new Option<string[]>("--log") { Description = "A key of a log, as its page shows it; once for each", Required = true };
        var data = new Option<string>("--data") { Description = "Folder for the witness's key and what it saw", DefaultValueFactory = _ => "witness" };
        var name = new Option<string>("--name") { Description = "Of the witness, for ever: a host name of yours; counts at the first start", DefaultValueFactory = _ => $"{Environment.MachineName.ToLowerInvariant()}/witness" };
        var port = new Option<int>("--port") { Description = "Port", DefaultValueFactory = _ => 5090 };
        var listen = new Option<string>("--listen") { Description = "The network address it listens at; put a proxy with TLS before any other than the loopback", DefaultValueFactory = _ => "127.0.0.1" };
        var command = new Command("witness", "Watch a log for somebody else: sign what continues it, refuse what does not") { logs, data, name, port, listen };
        command.SetAction(async (parsed, stop) =>
        {
            try
            {
                await using var witness = WitnessFolder.Open(parsed.GetValue(data)!, parsed.GetValue(name)!, parsed.GetValue(logs)!.Select(VerifierKey.Parse), TimeProvider.System);
                await using var server = Serve(witness, IPAddress.Parse(parsed.GetValue(listen)!), parsed.GetValue(port));
                await server.StartAsync(stop);
                Console.WriteLine($"Witness {witness.Key}\nlistens at {server.Urls.First()}. Whoever runs the log sets:\n  ENTENTE_WITNESSES={witness.Key} {server.Urls.First()}");
                await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await server.StopAsync(CancellationToken.None);
                return 0;
            }
            catch (Exception problem) when (problem is LedgerFormatException or IOException or UnauthorizedAccessException or FormatException or ArgumentException)
            {
                await Console.Error.WriteLineAsync(problem.Message);
                return 1;
            }
        });
        return command;
    }

    /// <param name="port">0: any that is free.</param>
    public static WebApplication Serve(WitnessFolder witness, IPAddress address, int port)
    {
        // Nothing of what is set for other programs on the machine reaches it.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddLogging().AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = AddCheckpoint.MostBytes;
            kestrel.Listen(address, port);
        });
        var server = builder.Build();
        server.MapGet("/", () => Results.Text(witness.Told(), "text/plain; charset=utf-8"));
        server.MapPost("/add-checkpoint", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var answer = witness.Answer(body.ToArray());
            return Results.Text(answer.Body, answer.ContentType, statusCode: answer.Status);
        });
        return server;
    }
}
