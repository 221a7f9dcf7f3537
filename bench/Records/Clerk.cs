using System.Globalization;
using System.Net.Http.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Entente.Bench.Processes;

namespace Entente.Bench.Records;

/// <summary>Somebody beside the server, without a browser: begins what is measured, and changes cells of it as a colleague does.</summary>
public sealed class Clerk(Site site, Cookies session)
{
    private const int MostChanges = 4_000;
    private readonly HtmlParser _parser = new();

    public Cookies Session => session;

    /// <summary>Begins a statement, or finds the one that was begun, and returns its address.</summary>
    public async Task<string> Begin(string definition, CancellationToken cancel)
    {
        var page = await Open(definition, cancel);
        var form = page.QuerySelector("form.e-begin") ?? throw new CannotMeasure($"Nothing is begun on {definition}:\n{page.Body?.TextContent}");
        var fields = form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Select(input => KeyValuePair.Create(input.Name!, input.Value))
            .Concat(form.QuerySelectorAll<IHtmlSelectElement>("select").Select(select => KeyValuePair.Create(select.Name!, select.Value is { Length: > 0 } usual ? usual : select.Options.Last(option => option.Value.Length > 0).Value)));
        using var answer = await Send(new HttpRequestMessage(HttpMethod.Post, new Uri(site.Root, form.GetAttribute("action"))) { Content = new FormUrlEncodedContent(fields) }, cancel);
        return answer.Headers.Location?.ToString() ?? throw new CannotMeasure($"{definition} was not begun: {(int)answer.StatusCode}.");
    }

    /// <summary>So many rows, as a program would add them.</summary>
    public async Task Fill(string statement, string section, IEnumerable<IReadOnlyDictionary<string, string>> rows, CancellationToken cancel)
    {
        var changes = rows.SelectMany((row, number) => Row(section, number, row)).ToArray();
        foreach (var batch in changes.Chunk(MostChanges))
            await Change(statement, section, batch, cancel);
    }

    /// <summary>Changes one cell of a row that is there; the number is the one that people see.</summary>
    public async Task Set(string statement, string section, int row, string field, string text, CancellationToken cancel)
    {
        var page = await Open($"{statement}/{section}", cancel);
        var id = page.QuerySelector<IHtmlInputElement>($"input[name=r{row}]")!.Value;
        await Change(statement, section, [new { id = Guid.NewGuid(), kind = "set", section, row = id, field, text, wasText = Value(page, row, field) }], cancel);
    }

    /// <summary>What stands in cells of a table on the server.</summary>
    public async Task<IReadOnlyList<string>> Values(string statement, string section, IEnumerable<(int Row, string Field)> cells, CancellationToken cancel)
    {
        var page = await Open($"{statement}/{section}", cancel);
        return [.. cells.Select(cell => Value(page, cell.Row, cell.Field))];
    }

    private static string Value(IHtmlDocument page, int row, string field) => page.QuerySelector<IHtmlInputElement>($"[name='r{row}.{field}']")!.Value;

    private static IEnumerable<object> Row(string section, int number, IReadOnlyDictionary<string, string> row)
    {
        var id = Guid.CreateVersion7();
        yield return new { id = Guid.NewGuid(), kind = "add-row", section, row = id, place = string.Create(CultureInfo.InvariantCulture, $"{number:000000}i") };
        foreach (var (field, text) in row)
            yield return new { id = Guid.NewGuid(), kind = "set", section, row = id, field, text };
    }

    private async Task Change(string statement, string section, object[] changes, CancellationToken cancel)
    {
        var page = await Open($"{statement}/{section}", cancel);
        string Hidden(string name) => page.QuerySelector<IHtmlInputElement>($"form.e-entry input[name={name}]")!.Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(site.Root, $"{statement}/cells"))
        {
            Content = JsonContent.Create(new { who = Hidden("_for"), generation = int.Parse(Hidden("generation"), CultureInfo.InvariantCulture), client = Hidden("client"), since = long.Parse(Hidden("seen"), CultureInfo.InvariantCulture), changes }),
        };
        request.Headers.Add("RequestVerificationToken", Hidden("_form"));
        using var answer = await Send(request, cancel);
        var told = await answer.Content.ReadAsStringAsync(cancel);
        if (!answer.IsSuccessStatusCode || told.Contains("\"refused\"", StringComparison.Ordinal))
            throw new CannotMeasure($"{statement}/cells answered {(int)answer.StatusCode}: {told}");
    }

    private async Task<IHtmlDocument> Open(string path, CancellationToken cancel)
    {
        using var answer = await Send(new HttpRequestMessage(HttpMethod.Get, new Uri(site.Root, path)), cancel);
        if (!answer.IsSuccessStatusCode)
            throw new CannotMeasure($"{path} answered {(int)answer.StatusCode} {answer.Headers.Location}.");
        return _parser.ParseDocument(await answer.Content.ReadAsStringAsync(cancel));
    }

    private Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken cancel)
    {
        request.Headers.Add("Cookie", session.Header);
        return site.Http.SendAsync(request, cancel);
    }
}
