using System.Security.Cryptography;
using System.Text;
using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Entente.Shared.Components;

/// <summary>
/// A table of which one page is shown: caption, columns that sort, how many there are, pages, and all of it as CSV.
/// The rows inside are plain &lt;tr&gt;; the columns are <see cref="TableColumn"/>. Without <see cref="State"/> it
/// is a plain table of everything.
/// </summary>
[HtmlTargetElement("data-table")]
public sealed class DataTable(Words t) : TagHelper
{
    public string Caption { get; set; } = "";

    public ListState? State { get; set; }

    /// <summary>How many rows there are in all, on all pages.</summary>
    public int Total { get; set; }

    /// <summary>Offers the download; the page answers <c>State.AsCsv</c> with a <see cref="CsvDownload"/>.</summary>
    public bool Download { get; set; }

    /// <summary>What to say instead of a table without rows.</summary>
    public string? Empty { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var columns = new List<TableColumn>();
        context.Items[typeof(DataTable)] = columns;
        var rows = await output.GetChildContentAsync();
        var swap = context.Items.ContainsKey(typeof(PagePart)) ? new HtmlString(" data-swap") : null;
        output.TagName = null;
        output.Content.SetHtmlContent(State is not null && Total == 0 ? Nothing : (Markup)$"{Tools(swap)}{Table(columns, rows, swap, Id(context.UniqueId))}{Pages(swap)}");
    }

    // The tag's own name is the same each time a page goes through a list of tables.
    private string Id(string tag) => $"table-{tag}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Caption)))[..6]}";

    private Markup Nothing => $"<div class=\"e-empty\" data-say><p>{Empty ?? t["components.table.empty"]}</p></div>";

    private Markup? Tools(HtmlString? swap)
    {
        if (State is not { } state)
            return null;
        var last = Math.Min(state.Offset + ListState.Size, Total);
        var count = state.Offset >= Total
            ? t["components.table.beyond", ("total", Total)]
            : t["components.table.shown", ("from", state.Offset + 1), ("to", last), ("total", Total)];
        var csv = Markup.When(Download, $"<p><a href=\"{state.Csv}\" download>{t["components.table.download", ("total", Total)]}</a></p>");
        return $"<div class=\"e-table-tools\"><p data-say>{count}</p>{csv}</div>";
    }

    private Markup Table(List<TableColumn> columns, IHtmlContent rows, HtmlString? swap, string id) =>
        $"<div class=\"e-scroll\" role=\"region\" aria-labelledby=\"{id}\" tabindex=\"0\"><table class=\"e-table\"><caption id=\"{id}\">{Caption}</caption><thead><tr>{Markup.Join(columns.Select(column => column.Heading(State, swap)))}</tr></thead><tbody>{rows}</tbody></table></div>";

    private Markup? Pages(HtmlString? swap)
    {
        var last = (Total + ListState.Size - 1) / ListState.Size;
        if (State is not { } state || last <= 1)
            return null;
        var page = Math.Min(state.Page, last + 1);
        var previous = Markup.When(page > 1, $"<li><a rel=\"prev\" href=\"{state.OnPage(page - 1)}\"{swap}>{t["components.pages.previous"]}</a></li>");
        var next = Markup.When(page < last, $"<li><a rel=\"next\" href=\"{state.OnPage(page + 1)}\"{swap}>{t["components.pages.next"]}</a></li>");
        return $"<nav aria-label=\"{t["components.pages.label"]}: {Caption}\"><ul class=\"e-pagination\">{previous}{Markup.Join(Numbers(page, last).Select(number => Number(state, number, page, swap)))}{next}</ul></nav>";
    }

    private Markup Number(ListState state, int number, int page, HtmlString? swap) =>
        number == 0 ? (Markup)$"<li><span>…</span></li>"
        : $"<li><a href=\"{state.OnPage(number)}\" aria-label=\"{t["components.pages.page", ("number", number)]}\"{Markup.Attribute("aria-current", number == page ? "page" : null)}{swap}>{t.Number(number)}</a></li>";

    /// <summary>First, last and the neighbours; 0 stands for what is left out.</summary>
    internal static IEnumerable<int> Numbers(int page, int last)
    {
        var shown = new SortedSet<int> { 1, last, page - 1, page, page + 1 };
        shown.RemoveWhere(number => number < 1 || number > last);
        var before = 0;
        foreach (var number in shown)
        {
            if (number == before + 2)
                yield return before + 1;
            else if (number > before + 2)
                yield return 0;
            yield return number;
            before = number;
        }
    }
}

/// <summary>A column of a <see cref="DataTable"/>; its text is the heading. With <c>sort</c> it can be sorted by.</summary>
[HtmlTargetElement("table-column", ParentTag = "data-table")]
public sealed class TableColumn : TagHelper
{
    public string? Sort { get; set; }

    /// <summary>Numbers stand at the end of their cell; give the cells class="e-number".</summary>
    public bool Numeric { get; set; }

    private IHtmlContent _text = HtmlString.Empty;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        _text = await output.GetChildContentAsync();
        ((List<TableColumn>)context.Items[typeof(DataTable)]).Add(this);
        output.SuppressOutput();
    }

    internal Markup Heading(ListState? state, HtmlString? swap)
    {
        var css = Markup.Attribute("class", Numeric ? "e-number" : null);
        if (Sort is null || state is null)
            return $"<th scope=\"col\"{css}>{_text}</th>";
        var order = state.Sort != Sort ? null : state.Descending ? "descending" : "ascending";
        return $"<th scope=\"col\"{css}{Markup.Attribute("aria-sort", order)}><a class=\"e-sort\" href=\"{state.SortedBy(Sort)}\"{swap}>{_text}</a></th>";
    }
}
