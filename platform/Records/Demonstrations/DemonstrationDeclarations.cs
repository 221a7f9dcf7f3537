using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Api;
using Entente.Records.Content;
using Entente.Records.Drafts;
using Entente.Records.Registers;
using Entente.Records.Writing;
using Entente.Shared.Data;
using Microsoft.Extensions.Logging.Abstractions;

namespace Entente.Records.Demonstrations;

/// <summary>
/// What was declared in a demonstration, from <c>bodies/CODE/demo/declarations*.json</c>: read at every start of an installation
/// that was made as one, and put through the door as its people would have, each act at its own time before now. What is there
/// already stays as it is.
/// </summary>
public sealed partial class DemonstrationDeclarations : IDisposable
{
    private readonly Database _database;
    private readonly BodyCatalogue _bodies;
    private readonly DefinitionCatalogue _definitions;
    private readonly Audiences _audiences;
    private readonly TimeProvider _time;

    private DemonstrationDeclarations(Logins logins, TimeProvider time)
    {
        (_database, _time) = (new Database(logins, time), time);
        _bodies = new BodyCatalogue(_database, NullLogger<BodyCatalogue>.Instance);
        _definitions = new DefinitionCatalogue(_bodies, _database);
        _audiences = new Audiences(_database);
    }

    /// <summary>What was refused, in a line each; nothing for a demonstration that is in order.</summary>
    public static async Task<IReadOnlyList<string>> Load(Logins logins, string bodies, TimeProvider time, CancellationToken cancel)
    {
        var files = Directory.EnumerateDirectories(bodies).Order(StringComparer.Ordinal).Where(folder => Directory.Exists(Path.Combine(folder, "demo")))
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(folder, "demo"), "declarations*.json").Order(StringComparer.Ordinal).Select(file => (Code: Path.GetFileName(folder), File: file))).ToList();
        if (files.Count == 0)
            return [];
        using var loading = new DemonstrationDeclarations(logins, time);
        await using var database = loading._database;
        await loading._bodies.StartAsync(cancel);
        var refused = new List<string>();
        foreach (var (code, file) in files)
            await loading.Body(code, Path.GetFileName(file), await File.ReadAllTextAsync(file, cancel), refused, cancel);
        await loading._bodies.StopAsync(cancel);
        return refused;
    }

    /// <summary>How what was declared is called, and whose it is.</summary>
    public static OwnersOf Owners(TimeProvider time) => (connection, asked, cancel) => Reading.Owners.Of(connection, asked, time.GetUtcNow(), cancel);

    public void Dispose() => _bodies.Dispose();

    private async Task Body(string code, string file, string text, List<string> refused, CancellationToken cancel)
    {
        if (_bodies.Find(code) is not { } body)
            return;
        using var list = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        foreach (var declared in list.RootElement.EnumerateArray())
        {
            var name = declared.GetProperty("name").GetString()!;
            var id = Demonstration.Id("declaration", code, name);
            if (await Known(id, cancel))
                continue;
            var number = 0;
            foreach (var act in declared.GetProperty("acts").EnumerateArray())
                if (await Act(body, declared, id, act, number++, cancel) is { } faults)
                {
                    refused.Add($"bodies/{code}/demo/{file}: {name}, act {number}: {faults}");
                    break;
                }
        }
    }

    private async Task<string?> Act(Body body, JsonElement declared, Guid id, JsonElement act, int number, CancellationToken cancel)
    {
        var published = _definitions.Find(body.Code, declared.GetProperty("definition").GetString()!) ?? throw new InvalidDataException("No such definition.");
        var at = act.TryGetProperty("on", out var on) ? new DateTimeOffset(on.GetDateTime(), TimeSpan.Zero).AddHours(9) : _time.GetUtcNow().AddDays(-act.GetProperty("days-ago").GetDouble());
        var party = declared.TryGetProperty("party", out var named) ? named.GetString() : null;
        var period = Span(published.Definition, declared);
        var subject = number == 0 ? new Subject(party, period, ShownTo: declared.TryGetProperty("shown-to", out var shown) ? shown.GetString() : null) : null;
        var content = act.TryGetProperty("content", out var said) ? Content(published.Definition, body, said, Days(period)) : null;
        var version = await Version(id, cancel);
        var step = act.GetProperty("do").GetString()!;
        var valid = published.Definition.Kind == DefinitionKind.Register ? new Period(DateOnly.FromDateTime(at.UtcDateTime).AddDays(act.TryGetProperty("days-ahead", out var ahead) ? ahead.GetInt32() : 0), null) : (Period?)null;
        var reason = act.TryGetProperty("reason", out var why) ? why.GetString() : null;
        var request = Demonstration.Id("request", body.Code, declared.GetProperty("name").GetString()!, (Requests(declared, number) - 1).ToString(CultureInfo.InvariantCulture));
        Command command = step switch
        {
            "open" => new Open(id, body.Code, published.Definition.Code, subject!),
            "import" => new Import(id, body.Code, published.Definition.Code, subject, version, content!, at, reason!, act.GetProperty("state").GetString()!) { Valid = valid },
            "end" or "reinstate" or "merge" or "undo" => new Amend(id, body.Code, published.Definition.Code, Enum.Parse<Registers.Act>(step, ignoreCase: true), version, step == "undo" ? null : valid?.From,
                act.TryGetProperty("into", out var into) ? Demonstration.Id("declaration", body.Code, into.GetString()!.TrimStart('@')) : null, reason ?? ""),
            "agree" => new AnswerRequest(id, body.Code, published.Definition.Code, request, RequestOutcome.Agreed, reason),
            "refuse" => new AnswerRequest(id, body.Code, published.Definition.Code, request, RequestOutcome.Refused, reason),
            _ => new Take(id, body.Code, published.Definition.Code, step, version) { Opening = subject, Content = content, Reason = reason, Valid = valid, Excuses = [] },
        };
        if (act.TryGetProperty("request", out var asks) && asks.GetBoolean())
            command = new RequestChange(id, body.Code, published.Definition.Code, request, command);
        var actor = await Actor(act.GetProperty("by").GetString()!, cancel);
        var clock = new Moment(at);
        var door = new Door(_database, _bodies, _definitions, _audiences, new Reviews(_bodies, _definitions, clock), new Together(_database), integrator: null, new People(_database, clock), clock);
        var reply = await door.Do(command, actor, cancel: cancel);
        if (reply.Done && step == "open")
            await Draft(id, published, content, actor, clock, cancel);
        return reply.Done ? null : string.Join(", ", reply.Faults.Where(fault => fault.Blocks).Select(fault => $"{fault.Rule} {fault.Section} {fault.RowNumber} {fault.Field} {string.Join(' ', fault.Facts)}".Trim()));
    }

    // The period by its code, or so many before the one of today.
    private Period? Span(Definition definition, JsonElement declared) => definition.Traits.Return is not { } trait ? null
        : declared.TryGetProperty("period", out var code) ? ReportingPeriod.Of(trait.Every, code.GetString()!) is { } known ? new Period(known.Start, known.End) : null
        : declared.TryGetProperty("periods-ago", out var ago) ? Pages.Periods.Latest(trait.Every, DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime), ago.GetInt32() + 1).Last() : null;

    // How many requests there are up to this act: an answer is to the last one.
    private static int Requests(JsonElement declared, int number) => declared.GetProperty("acts").EnumerateArray().Take(number + 1).Count(act => act.TryGetProperty("request", out var asks) && asks.GetBoolean());

    private Task<OpenDraft> Draft(Guid id, PublishedDefinition published, Statement? content, Actor by, TimeProvider clock, CancellationToken cancel) =>
        _database.Write(connection => new Drafting(_database, new Shared.Jobs.Queue(clock), clock).Open(connection, id, published.Version, content is null ? DraftBeginning.Blank(published.Definition) : DraftBeginning.Import(content), by.Person, byBody: false, cancel), cancel);

    private (DateOnly Today, DateOnly Period) Days(Period? period)
    {
        var today = DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);
        return (today, period?.From ?? today);
    }

    // Names of other declarations of the demonstration stand for their ids, "@vessel-1"; days are counted from today or from the
    // beginning of the period, "@today-3", "@today+9T08:00:00Z", "@period+2"; "@year" is this year.
    private static Statement Content(Definition definition, Body body, JsonElement said, (DateOnly Today, DateOnly Period) days)
    {
        var text = Named().Replace(Counted().Replace(said.GetRawText(), Day).Replace("\"@year\"", days.Today.Year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
            found => $"\"{Demonstration.Id("declaration", body.Code, found.Groups["name"].Value)}\"");
        string Day(Match found) => (found.Groups["from"].Value == "today" ? days.Today : days.Period).AddDays(int.Parse(found.Groups["days"].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var submission = Submission.Read(definition, Encoding.UTF8.GetBytes($"{{\"content\":{text}}}"));
        if (submission.Faults.Count > 0)
            throw new InvalidDataException(string.Join(", ", submission.Faults.Select(fault => $"{fault.Rule} {fault.Section} {fault.Field} {string.Join(' ', fault.Facts)}")));
        return submission.Content;
    }

    private async Task<Actor> Actor(string email, CancellationToken cancel)
    {
        var person = await new People(_database, _time).Find(Demonstration.Id("person", email), cancel) ?? throw new InvalidDataException($"Nobody has the address {email}.");
        return Writing.Actor.Of(person);
    }

    private async Task<bool> Known(Guid id, CancellationToken cancel) => await Version(id, cancel, -1) >= 0;

    private async Task<int> Version(Guid id, CancellationToken cancel, int none = 0)
    {
        await using var connection = await _database.OpenWriter(cancel);
        await using var command = new Npgsql.NpgsqlCommand("select version from records.statement where id = $1", connection) { Parameters = { new() { Value = id } } };
        return await command.ExecuteScalarAsync(cancel) as int? ?? none;
    }

    [GeneratedRegex("\"@(?<name>[a-z0-9-]+)\"", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Named();

    [GeneratedRegex("@(?<from>today|period)(?<days>[+-][0-9]+)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Counted();

    // The time at which somebody did something, which for the platform is then.
    private sealed class Moment(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}
