using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Entente.Shared.Localisation;

/// <summary>
/// The texts of the application in the language of the person being answered, and numbers, dates and
/// instants as that person reads them. Pages inject it as T and write <c>@T["language.title"]</c> or
/// <c>T["dates.in.days", ("count", 3)]</c>; mails and jobs take it from <see cref="Texts.WordsIn"/>.
/// </summary>
public sealed class Words(Texts texts, Language language, Func<TimeZoneInfo> zone, TimeProvider time)
{
    // Stand in for markup while the sentence around it is put together and encoded; private use, never typed.
    private const char FirstMark = '\uE000';

    public Language Language { get; } = language;

    /// <summary>The time zone in which instants are shown.</summary>
    public TimeZoneInfo Zone => field ??= zone();

    public Formats Formats { get; } = Formats.Of(language);

    public Alphabet Alphabet { get; } = Alphabet.Of(language);

    /// <summary>The text, with its placeholders filled. A missing one shows its key and is logged: it never breaks a page.</summary>
    public string this[string key, params ReadOnlySpan<(string Name, object? Value)> values] =>
        texts.Find(key, Language) is { } message ? message.Render(this, values) : $"[{key}]";

    /// <summary>Whether there is such a text, for keys made from a code.</summary>
    public bool Has(string key) => texts.Has(key, Language);

    /// <summary>The text as markup: everything is encoded except values that are markup themselves, such as a link.</summary>
    public IHtmlContent Html(string key, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var filled = values.ToArray();
        var markup = new List<IHtmlContent>();
        for (var i = 0; i < filled.Length; i++)
        {
            if (filled[i].Value is not IHtmlContent content)
                continue;
            filled[i].Value = ((char)(FirstMark + markup.Count)).ToString();
            markup.Add(content);
        }
        var html = new HtmlContentBuilder();
        foreach (var piece in Pieces(this[key, filled], markup.Count))
        {
            if (piece is [>= FirstMark and var mark] && mark - FirstMark < markup.Count)
                html.AppendHtml(markup[mark - FirstMark]);
            else
                html.Append(piece);
        }
        return html;
    }

    public string Number(decimal number, int? decimals = null) => Formats.Number(number, decimals);

    public string Date(DateOnly date) => Formats.Date(date);

    /// <summary>The day on which the instant falls where the person is.</summary>
    public string Date(DateTimeOffset instant) => Date(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime));

    /// <summary>Date and time in the person's zone, which is named, with the difference from UTC: for mails and plain text.</summary>
    public string InstantText(DateTimeOffset instant) => InstantText(instant, Zone);

    /// <summary>The same as a time element: programs read the exact instant, and pointing at it shows it in UTC.</summary>
    public IHtmlContent Instant(DateTimeOffset instant)
    {
        var exact = instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var utc = HtmlEncoder.Default.Encode(InstantText(instant, TimeZoneInfo.Utc));
        return new HtmlString($"<time datetime=\"{exact}\" title=\"{utc}\">{HtmlEncoder.Default.Encode(InstantText(instant))}</time>");
    }

    /// <summary>How long ago, or in how long: in minutes, hours or days.</summary>
    public string Ago(DateTimeOffset instant)
    {
        var distance = instant - time.GetUtcNow();
        var (unit, count) = distance.Duration() switch
        {
            { TotalMinutes: < 1 } => ("now", 0),
            { TotalHours: < 1 } minutes => ("minutes", (int)minutes.TotalMinutes),
            { TotalDays: < 1 } hours => ("hours", (int)hours.TotalHours),
            var days => ("days", (int)days.TotalDays),
        };
        // texts: dates.ago.*
        // texts: dates.in.*
        return unit == "now" ? this["dates.now"]
            : this[distance < TimeSpan.Zero ? $"dates.ago.{unit}" : $"dates.in.{unit}", ("count", count)];
    }

    /// <summary>"A, B and C" as the language joins them.</summary>
    public string List(IEnumerable<string> items)
    {
        var all = items.ToList();
        if (all.Count <= 1)
            return all.Count == 0 ? "" : all[0];
        var head = all[0];
        for (var i = 1; i < all.Count - 1; i++)
            head = this["lists.more", ("head", head), ("next", all[i])];
        // Spanish says "Francia e Italia": its "y" gives way before the same sound.
        var key = Language.Code == "es" && StartsLikeI(all[^1]) ? "lists.last-before-i" : "lists.last";
        return this[key, ("head", head), ("last", all[^1])];
    }

    public string Size(long bytes)
    {
        var (unit, size) = bytes switch
        {
            < 1_000 => ("bytes", bytes),
            < 1_000_000 => ("kilobytes", bytes / 1e3m),
            < 1_000_000_000 => ("megabytes", bytes / 1e6m),
            _ => ("gigabytes", bytes / 1e9m),
        };
        // texts: sizes.*
        return this[$"sizes.{unit}", ("count", decimal.Round(size, size < 10 ? 1 : 0, MidpointRounding.AwayFromZero))];
    }

    /// <summary>Any value as this person reads it inside a sentence.</summary>
    internal string Say(object? value) => value switch
    {
        null => "",
        string text => Direction.Isolate(text, Language),
        _ when Formats.TryNumber(value, out var number) => Formats.Number(number),
        DateOnly date => Date(date),
        DateTimeOffset instant => Direction.Isolate(InstantText(instant), Language),
        Language other => Direction.Isolate(other.OwnName, Language),
        IEnumerable<string> items => Direction.Isolate(List(items), Language),
        _ => Direction.Isolate(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", Language),
    };

    private string InstantText(DateTimeOffset instant, TimeZoneInfo shown)
    {
        var local = TimeZoneInfo.ConvertTime(instant, shown);
        return this["dates.instant",
            ("date", Date(DateOnly.FromDateTime(local.DateTime))),
            ("time", Formats.Time(TimeOnly.FromDateTime(local.DateTime))),
            ("zone", Zones.Name(shown, local.Offset, Language))];
    }

    private static bool StartsLikeI(string word) =>
        word is ['i' or 'I' or 'í' or 'Í', ..] or ['h' or 'H', 'i' or 'I' or 'í' or 'Í', not ('a' or 'e'), ..];

    private static IEnumerable<string> Pieces(string text, int marks)
    {
        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < FirstMark || text[i] - FirstMark >= marks)
                continue;
            yield return text[from..i];
            yield return text[i].ToString();
            from = i + 1;
        }
        yield return text[from..];
    }
}
