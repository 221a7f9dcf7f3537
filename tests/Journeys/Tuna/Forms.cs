using Microsoft.Playwright;

namespace Entente.Tests.Journeys.Tuna;

/// <summary>How people fill in forms, whatever control a question has.</summary>
internal static class Forms
{
    /// <summary>Begins a declaration; its address.</summary>
    public static async Task<string> Begin(this IPage page, string definition, string? period = null)
    {
        await page.GotoAsync($"/bodies/iccat/{definition}");
        var form = page.Locator("form.e-begin").First;
        if (period is not null)
            await form.Locator("select[name=period]").SelectOptionAsync(period);
        await form.Locator("button").ClickAsync();
        await page.WaitForURLAsync(address => Guid.TryParse(address[(address.LastIndexOf('/') + 1)..], out _));
        return new Uri(page.Url).AbsolutePath;
    }

    /// <summary>Fills in a section and goes back to the list of sections; rows are named r1, r2 and so on, fields f.</summary>
    public static async Task Fill(this IPage page, string address, string section, params (string Name, string Value)[] answers)
    {
        await page.GotoAsync($"{address}/{section}");
        foreach (var (name, value) in answers)
            await page.Answer(name, value);
        await page.Save(address);
    }

    public static async Task Save(this IPage page, string address)
    {
        await page.Locator("form.e-entry > .e-actions button[value=back]").Last.ClickAsync();
        await page.WaitForURLAsync($"**{address}?saved=1");
    }

    public static async Task Answer(this IPage page, string name, string value)
    {
        if (await page.Locator($"[name='{name}.Day']").CountAsync() > 0)
        {
            await page.Day(name, value);
            return;
        }
        var field = page.Locator($"[name='{name}']:not([type=hidden])");
        switch (await field.First.EvaluateAsync<string>("one => one.type"))
        {
            case "radio" or "checkbox":
                foreach (var one in value.Split(' '))
                    await page.Locator($"[name='{name}'][value='{one}']").CheckAsync();
                break;
            case "select-one" when !await field.IsVisibleAsync():
                await field.EvaluateAsync("(one, value) => { one.value = value; one.dispatchEvent(new Event('change', { bubbles: true })); }", value);
                break;
            case "select-one":
                await field.SelectOptionAsync(value);
                break;
            default:
                await field.FillAsync(value);
                break;
        }
    }

    /// <summary>One of what is offered, by what people read.</summary>
    public static async Task Choose(this IPage page, string field, string label)
    {
        var answer = page.Locator($"[data-answer={field}]");
        if (await answer.Locator("select:not([data-instead])").CountAsync() > 0)
            await answer.Locator("select:not([data-instead])").SelectOptionAsync(new SelectOptionValue { Label = label });
        else
            await answer.GetByLabel(label).First.CheckAsync();
    }

    /// <summary>A day such as 2026-06-01, in its three boxes.</summary>
    public static async Task Day(this IPage page, string name, string day)
    {
        var parts = day.Split('-');
        foreach (var (part, text) in new[] { ("Day", parts[2]), ("Month", parts[1]), ("Year", parts[0]) })
            await page.Locator($"[name='{name}.{part}']").FillAsync(text);
    }

    /// <summary>Takes a step of the workflow, with what it asks, and comes to where it leads.</summary>
    public static async Task Step(this IPage page, string address, string step, string? reason = null, string? from = null)
    {
        await page.GotoAsync($"{address}/steps/{step}");
        if (from is not null)
            await page.Day("from", from);
        if (reason is not null)
            await page.Locator("[name=reason]").FillAsync(reason);
        await page.Locator("main form:has([name=expected]) .e-actions button").First.ClickAsync();
        await page.WaitForURLAsync(now => !now.EndsWith($"/steps/{step}", StringComparison.Ordinal));
    }

    public static Task Says(this IPage page, string text, string place = "main") => Assertions.Expect(page.Locator(place).First).ToContainTextAsync(text);

    public static Task SaysNot(this IPage page, string text, string place = "main") => Assertions.Expect(page.Locator(place).First).Not.ToContainTextAsync(text);

    /// <summary>No barrier, and nothing beyond the edge of the screen; on a telephone too.</summary>
    public static async Task IsForEverybody(this IPage page, bool phone = true)
    {
        // A heading that a table was scrolled away from is none to the tool.
        await page.EvaluateAsync("document.querySelectorAll('.e-scroll').forEach(one => one.scrollLeft = 0)");
        (await Chrome.Barriers(page)).ShouldBeEmpty(page.Url);
        var size = page.ViewportSize!;
        if (phone)
            await page.SetViewportSizeAsync(360, 740);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(phone ? 360 : size.Width, page.Url);
        await page.SetViewportSizeAsync(size.Width, size.Height);
        if (Environment.GetEnvironmentVariable("ENTENTE_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"tuna-{Interlocked.Increment(ref _pictures):00}.png"), FullPage = true });
    }

    private static int _pictures;
}
