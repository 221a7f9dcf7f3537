using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Entente.Shared.Components;

/// <summary>
/// Markup written as an interpolated string: what stands in the string is markup, what is filled in is encoded,
/// unless it is markup itself. <c>Markup link = $"&lt;a href=\"{address}\"&gt;{text}&lt;/a&gt;";</c>
/// </summary>
[InterpolatedStringHandler]
public sealed class Markup : IHtmlContent
{
    private readonly List<object> _parts;

    public Markup(int literalLength, int formattedCount)
    {
        _ = literalLength;
        _parts = new List<object>(2 * formattedCount + 1);
    }

    public static Markup? When(bool condition, Markup markup) => condition ? markup : null;

    /// <summary>Several pieces one after the other.</summary>
    public static Markup Join(IEnumerable<IHtmlContent> pieces)
    {
        var all = new Markup(0, 4);
        all._parts.AddRange(pieces);
        return all;
    }

    /// <summary>An attribute, or nothing when it has no value.</summary>
    public static IHtmlContent? Attribute(string name, object? value) => value switch
    {
        null or false => null,
        true => new HtmlString($" {name}"),
        _ => (Markup)$" {new HtmlString(name)}=\"{value.ToString()}\"",
    };

    public void AppendLiteral(string literal) => _parts.Add(new HtmlString(literal));

    public void AppendFormatted(string? text)
    {
        if (text is not null)
            _parts.Add(text);
    }

    public void AppendFormatted(IHtmlContent? content)
    {
        if (content is not null)
            _parts.Add(content);
    }

    public void AppendFormatted(int number) => _parts.Add(number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        foreach (var part in _parts)
        {
            if (part is IHtmlContent content)
                content.WriteTo(writer, encoder);
            else
                encoder.Encode(writer, (string)part);
        }
    }

    public override string ToString()
    {
        using var writer = new StringWriter();
        WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }
}
