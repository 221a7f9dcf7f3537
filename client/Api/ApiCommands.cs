using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Entente.Client.Run;

namespace Entente.Client.Api;

/// <summary>
/// <c>./entente submit</c> and <c>./entente fetch</c>. They end with 0 when it is done, 1 when it was refused for what it says, 3 when
/// the installation could not be reached or is busy, 4 when the key is not good or may not.
/// </summary>
public static class ApiCommands
{
    private const int Refused = 1;
    private const int Unreachable = 3;
    private const int KeyRefused = 4;

    private static readonly (string End, string Type)[] Types =
    [
        (".json", "application/json"), (".jsonl", "application/jsonl"), (".csv", "text/csv"),
        (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ];

    public static Command Submit()
    {
        var file = new Argument<FileInfo>("file") { Description = "A statement as JSON; or rows of a table as CSV or JSON lines" };
        var to = new Option<Uri>("--to") { Description = "Where to: https://entente.example/api/BODY/DEFINITION, or …/ID/TABLE for rows", Required = true };
        var key = Key();
        var command = new Command("submit", "Declare what a file holds through the interface of an installation") { file, to, key };
        command.SetAction((parsed, stop) => Guarded(parsed.GetValue(to)!, parsed.GetValue(key), (api, path) => Submit(api, path, parsed.GetValue(file)!, stop)));
        return command;
    }

    public static Command Fetch()
    {
        var from = new Argument<Uri>("address") { Description = "https://entente.example/api/BODY/DEFINITION for all statements, …/ID for one, …/ID/TABLE for its rows, …/ID/receipt.json and …/ID/statement.json for what proves it" };
        var file = new Option<FileInfo?>("--out") { Description = "Where to write it; otherwise it is printed" };
        var form = new Option<string?>("--as") { Description = "json, jsonl or csv, for rows" };
        var key = Key();
        var command = new Command("fetch", "Fetch what was declared through the interface of an installation") { from, file, form, key };
        command.SetAction((parsed, stop) => Guarded(parsed.GetValue(from)!, parsed.GetValue(key), async (api, path) =>
        {
            await using var output = parsed.GetValue(file)?.Create() ?? Console.OpenStandardOutput();
            await Fetch(api, path, parsed.GetValue(form), output, stop);
            return 0;
        }));
        return command;
    }

    private static Option<string?> Key() => new("--key") { Description = "The key; better in ENTENTE_KEY, where no list of processes shows it", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ENTENTE_KEY") };

    private static async Task<int> Submit(EntenteApi api, string path, FileInfo file, CancellationToken stop)
    {
        if (!file.Exists)
            throw new Refusal($"There is no file {file.FullName}.");
        if (Array.Find(Types, type => file.Name.EndsWith(type.End, StringComparison.OrdinalIgnoreCase)) is not { Type: { } type })
            throw new Refusal($"A file ends with {string.Join(", ", Types.Select(known => known.End))}.");
        var rows = path.Split('?')[0].Count(letter => letter == '/') > 1;
        // Made of what is sent: the command started again after a breakdown does not declare twice.
        await using var whole = file.OpenRead();
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(Encoding.UTF8.GetBytes(path));
        digest.AppendData(await SHA256.HashDataAsync(whole, stop));
        var once = Convert.ToHexStringLower(digest.GetHashAndReset());
        var progress = new Meter(Console.Error, file.Length);
        var reply = await api.Change(rows ? HttpMethod.Put : HttpMethod.Post, path, file.OpenRead, type, once, progress, stop);
        progress.End();
        foreach (var fault in reply.Faults)
            await Console.Error.WriteLineAsync(fault.ToString());
        if (reply.Json is { } json && reply.Done)
            Console.WriteLine(json);
        else if (!reply.Done)
            await Console.Error.WriteLineAsync($"{reply.Status} {reply.Title} {reply.Detail}");
        return ExitCode(reply);
    }

    private static async Task Fetch(EntenteApi api, string path, string? form, Stream output, CancellationToken stop)
    {
        var (place, query) = path.Split('?') is [var first, var rest] ? (first, rest) : (path, "");
        if (place.Trim('/').Count(letter => letter == '/') != 1)
        {
            var accept = form is null ? null : Array.Find(Types, type => type.End == "." + form).Type ?? throw new Refusal("Rows come as json, jsonl or csv.");
            await api.Fetch(path, output, accept, cancel: stop);
            return;
        }
        await using var writer = new StreamWriter(output, leaveOpen: true);
        await foreach (var item in api.List(place, query, stop))
            await writer.WriteLineAsync(item.GetRawText());
    }

    private static async Task<int> Guarded(Uri address, string? key, Func<EntenteApi, string, Task<int>> act)
    {
        try
        {
            if (!address.IsAbsoluteUri || address.AbsolutePath.IndexOf("/api/", StringComparison.Ordinal) is not (>= 0 and var at))
                throw new Refusal("The address is that of an interface: https://entente.example/api/BODY/DEFINITION");
            var path = address.AbsolutePath[(at + "/api/".Length)..] + address.Query;
            using var api = new EntenteApi(new Uri(address.GetLeftPart(UriPartial.Authority)), key) { Again = (why, wait) => Console.Error.WriteLine($"{why} Trying again in {wait.TotalSeconds:0} s.") };
            return await act(api, path);
        }
        catch (ApiRefused refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return ExitCode(refused.Reply);
        }
        catch (HttpRequestException lost)
        {
            await Console.Error.WriteLineAsync(lost.Message);
            return Unreachable;
        }
        catch (Refusal refusal)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return 2;
        }
    }

    private static int ExitCode(ApiReply reply) => reply switch
    {
        { Done: true } => 0,
        { Status: 401 or 403 } => KeyRefused,
        { Passing: true } => Unreachable,
        _ => Refused,
    };
}
