using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Bodies.Definitions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms.Disclosure.Worlds;

/// <summary>Something that a reader asks of the house.</summary>
/// <param name="HeadOnly">Without the body.</param>
/// <param name="Known">By somebody who has the answer already, and says so.</param>
internal sealed record Question(string Address, string? Accept = null, bool HeadOnly = false, bool Known = false)
{
    public override string ToString() => Address + (Accept is null ? "" : $" as {Accept}") + (HeadOnly ? ", its head" : "") + (Known ? ", known already" : "");
}

/// <summary>
/// Every address of the house that shows something, with everything that can stand in it. The addresses are those that the
/// house itself maps, so that a new one is asked from the day on which it is there; a place in an address that nobody here
/// can fill fails the test.
/// </summary>
internal sealed partial class Questions(World world)
{
    /// <summary>What is not asked, and why.</summary>
    private static readonly Dictionary<string, string> NotAsked = new(StringComparer.Ordinal)
    {
        ["enrol"] = "about the person alone, and draws a new secret each time", ["account"] = "about the person alone: sessions and passkeys",
        ["sign-in"] = "about the person alone", ["sign-out"] = "about the person alone", ["demonstration"] = "only in a demonstration", ["people/recovery"] = "about the person alone",
        ["access"] = "opened by a secret link", ["invitation"] = "opened by a secret link", ["first-administrator"] = "opened by a secret link",
        ["calendar"] = "opened by a secret address, which Dues has", ["workspace/calendar"] = "about the person alone",
        ["health"] = "the state of the machine", ["components"] = "samples of components", [".well-known"] = "a fixed text", ["administration"] = "for whoever runs the installation, and nothing that parties declare",
        ["help"] = "a fixed text", ["privacy"] = "a fixed text", ["accessibility"] = "a fixed text", ["language"] = "a fixed text",
        ["bodies/{code}/description"] = "the description of the body, which is public once it is published", ["bodies/{code}/trials"] = "spaces for trying a description", ["bodies/{code}/remarks"] = "remarks on a description",
        ["bodies/{code}/invitations"] = "the registration of people", ["bodies/{code}/requests"] = "the registration of people", ["bodies/{code}/ask"] = "the registration of people",
        ["bodies/{code}/readings"] = "who read one's own data, which is a declared release", ["bodies/{code}/unusual"] = "what was unusual about it, a declared release", ["bodies/{code}/access"] = "who has a grant to one's own data, a declared release",
        ["api/problems"] = "a fixed text", ["log"] = "the log: its size is a declared release",
    };

    private readonly List<RoutePattern> _routes = [.. world.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is not { Count: > 0 } methods || methods.Contains("GET"))
        .Select(endpoint => endpoint.RoutePattern).Where(route => !NotAsked.Keys.Any(begin => Begins(route, begin)) && !OfLog(route)).DistinctBy(route => route.RawText)];

    /// <summary>
    /// The questions of a reader: of all that is asked of the body as a whole one in so many, and so many of its statements as are given,
    /// more of those of which the reader reads a part.
    /// </summary>
    public IReadOnlyList<Question> Draw(Random chance, int ofStatements, int oneIn = 1, Reader? reader = null)
    {
        var whole = _routes.Where(route => !OfStatement(route)).SelectMany(route => Fill(route, null)).Where(_ => chance.Next(oneIn) == 0).SelectMany(Lists).ToList();
        var (single, routes) = (new List<Question>(), _routes.Where(OfStatement).ToList());
        var partly = reader is null ? [] : world.Things.Where(thing => WhoReads.Reads(reader, world.Body, thing) && !WhoReads.Works(reader, thing, byBody: true)).ToList();
        for (var tries = 0; single.Count < ofStatements && tries < 20 * ofStatements; tries++)
        {
            // The address before the statement: few have a referral, a request or a file, and each such address is asked as often as others.
            var route = routes[chance.Next(routes.Count)];
            var filled = chance.Next(3) == 0 ? Pages(Next()) : Enumerable.Range(0, 20).Select(_ => Fill(route, Next()).ToList()).FirstOrDefault(some => some.Count > 0);
            if (filled is not null)
                single.AddRange(Also(filled[chance.Next(filled.Count)], chance));
        }
        return [.. whole, .. single.Distinct()];

        Thing Next() => partly.Count > 0 && chance.Next(3) > 0 ? partly[chance.Next(partly.Count)] : world.Things[chance.Next(world.Things.Count)];
    }

    // Where most of what is known of a statement stands together.
    private List<string> Pages(Thing thing)
    {
        var page = $"/bodies/{world.Body.Code}/{thing.Of.Code}/{thing.Id}";
        var program = "/api" + page["/bodies".Length..];
        return [thing.Of.Kind switch { DefinitionKind.Notice => page + "/view/notice", DefinitionKind.Certificate => page + "/view/document", DefinitionKind.Register => page + "/entry", _ => page }, page, program, program + "/draft"];
    }

    /// <summary>Every address that shows something of this one statement.</summary>
    public IEnumerable<Question> About(Thing thing) => _routes.Where(OfStatement).SelectMany(route => Fill(route, thing)).Select(address => new Question(address));

    private static bool Begins(RoutePattern route, string begin)
    {
        var text = route.RawText!.TrimStart('/');
        return text == begin || text.StartsWith(begin + "/", StringComparison.Ordinal);
    }

    private static bool OfStatement(RoutePattern route) => route.Parameters.Any(place => place.Name is "id" or "statement" or "file") && !OfPerson(route);

    // The proof in a receipt, and the checkpoint that it leads to, grow with the log, whose size is a declared release.
    private static bool OfLog(RoutePattern route) => route.RawText!.Contains("receipt", StringComparison.Ordinal) || Begins(route, "protection");

    private static bool OfPerson(RoutePattern route) => Begins(route, "bodies/{code}/people");

    private IEnumerable<string> Fill(RoutePattern route, Thing? thing)
    {
        IEnumerable<string> filled = ["/" + route.RawText!.TrimStart('/')];
        foreach (var place in route.Parameters)
        {
            var values = Values(place, thing).ToList();
            filled = filled.SelectMany(address => values.Select(value => Place(place.Name).Replace(address, value))).ToList();
        }
        return filled;
    }

    private IEnumerable<string> Values(RoutePatternParameterPart place, Thing? thing)
    {
        var register = place.ParameterPolicies.Any(policy => policy.Content == "register");
        return place.Name switch
        {
            "id" when thing is null => world.Holdings.Take(2).Select(holding => holding.ToString()),
            "code" or "body" => [world.Body.Code],
            "definition" => thing is not null ? !register || thing.Of.Kind == DefinitionKind.Register ? [thing.Of.Code] : []
                : world.Definitions.Where(definition => !register || definition.Kind == DefinitionKind.Register).Select(definition => definition.Code),
            "id" or "statement" => [thing!.Id.ToString()],
            "list" => ["gears"],
            "principal" => ["public", "serving"],
            "number" => Enumerable.Range(1, thing!.Version + 1).Select(number => number.ToString(CultureInfo.InvariantCulture)),
            "table" or "section" => thing!.Of.Sections.Select(section => section.Code),
            "step" => thing!.Of.Workflow.Steps.Select(step => step.Code),
            "act" => ["end", "merge"],
            "request" or "referral" or "file" => thing!.Parts.Where(part => part.Name == place.Name).Select(part => part.Id.ToString()),
            "load" => [Guid.Empty.ToString()],
            "duty" => world.Dues.All.Take(2).Select(due => due.Id.ToString()),
            "letter" => world.Dues.Letters.Take(2).Select(letter => letter.Id.ToString()),
            "mailing" => world.Dues.Letters.Select(letter => letter.Mailing.ToString()).Distinct(),
            "meeting" => world.Dues.Meetings.Take(2).Select(meeting => meeting.Id.ToString()),
            "finding" => world.Dues.Found.Take(2).Select(found => found.Id.ToString()),
            _ => throw new InvalidOperationException($"What stands at {{{place.Name}}} in an address? Say it here, or above why it is not asked."),
        };
    }

    // Lists narrowed and ordered in every way they take.
    private IEnumerable<Question> Lists(string address)
    {
        yield return new Question(address);
        if (ListOf().Match(address) is not { Success: true } match)
            yield break;
        var (party, word) = (world.Pick(RandomBody.PartyCodes), world.Things.Count > 0 ? world.Pick(world.Things).Id.ToString()[..3] : "x");
        string[] asked = match.Groups["api"].Success
            ? ["limit=3", $"party={party}", "state=submitted", "changed-since=2026-01-20", "period=2020-W10"]
            : ["sort=party&page=2", "sort=-title", "sort=-changed", "sort=number", "q=zq", $"q={word}", $"party={party}", "state=draft", "format=csv", "on=2026-01-01", "known=2026-02-01"];
        foreach (var query in asked.OrderBy(_ => world.Chance.Next()).Take(4))
            yield return new Question($"{address}?{query}");
    }

    private static IEnumerable<Question> Also(string address, Random chance)
    {
        yield return chance.Next(6) switch { 0 => new Question(address, HeadOnly: true), 1 => new Question(address, Known: true), _ => new Question(address) };
        if (address.EndsWith("/view/workbook", StringComparison.Ordinal))
            yield return new Question($"{address}?handler=File&kind={(chance.Next(3) switch { 0 => "json", 1 => "csv&section=main", _ => "xlsx" })}");
        if (address.StartsWith("/api/", StringComparison.Ordinal))
            yield return chance.Next(3) switch { 0 => new Question(address + "?version=1"), 1 => new Question(address, "text/csv"), _ => new Question(address, "application/json") };
        else
            yield return new Question(address + (chance.Next(2) == 0 ? "?from=1&to=2&all=1" : "?version=1"));
    }

    private static Regex Place(string name) => new($$"""\{{{Regex.Escape(name)}}(:[^{}]*(\{[^{}]*\}[^{}]*)*|\?)?\}""", RegexOptions.None, TimeSpan.FromSeconds(1));

    [GeneratedRegex("^/(?<api>api)?(bodies)?/w[0-9]+/(vessels|catch|ruling|document|circular)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListOf();
}
