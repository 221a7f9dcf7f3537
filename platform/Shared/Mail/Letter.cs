using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Entente.Shared.Localisation;

namespace Entente.Shared.Mail;

/// <summary>
/// One message, complete. Its bytes follow from what is stored and from nothing else, so that a second try
/// carries the same Message-Id and is recognised as the same letter.
/// </summary>
public sealed partial record Letter(Guid Id, Recipient From, Recipient To, Language Language, string Subject, string Body, DateTimeOffset Written)
{
    public string MessageId => $"{Id}@{From.OnTheWire[(From.OnTheWire.LastIndexOf('@') + 1)..]}";

    /// <summary>The message in the format of RFC 5322: plain text, and the same as simple HTML.</summary>
    public byte[] ToBytes()
    {
        var boundary = $"part-{Id:N}";
        var message = new StringBuilder();
        Line($"From: {MailHeader.Mailbox(From)}");
        Line($"To: {MailHeader.Mailbox(To)}");
        Line($"Subject: {MailHeader.Text(Subject)}");
        Line($"Date: {Written.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)}");
        Line($"Message-ID: <{MessageId}>");
        Line($"Content-Language: {Language.Code}");
        // Holiday notices and the like do not answer a machine that says it is one.
        Line("Auto-Submitted: auto-generated");
        Line("MIME-Version: 1.0");
        Line($"Content-Type: multipart/alternative;\r\n boundary=\"{boundary}\"");
        Line("");
        Part("plain", Body);
        Part("html", ToHtml());
        Line($"--{boundary}--");
        return Encoding.UTF8.GetBytes(message.ToString());

        void Part(string type, string content)
        {
            Line($"--{boundary}");
            Line($"Content-Type: text/{type}; charset=utf-8");
            Line("Content-Transfer-Encoding: quoted-printable");
            Line("");
            Line(MailHeader.QuotedPrintable(content));
        }

        void Line(string text) => message.Append(text).Append("\r\n");
    }

    public string ToHtml()
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"{Language.Code}\" dir=\"{Language.Direction}\">\n<head><meta charset=\"utf-8\"><title>{WebUtility.HtmlEncode(Subject)}</title></head>\n<body>\n");
        return html.Append(Paragraphs(Body)).Append("</body>\n</html>").ToString();
    }

    /// <summary>Plain text as markup: paragraphs, line breaks and links, everything else encoded.</summary>
    public static string Paragraphs(string text) =>
        string.Concat(text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(paragraph => $"<p>{Linked(paragraph).Replace("\n", "<br>\n", StringComparison.Ordinal)}</p>\n"));

    private static string Linked(string text)
    {
        var html = new StringBuilder();
        var at = 0;
        foreach (Match link in Links().Matches(text))
        {
            var address = WebUtility.HtmlEncode(link.Value);
            html.Append(WebUtility.HtmlEncode(text[at..link.Index])).Append(CultureInfo.InvariantCulture, $"<a href=\"{address}\">{address}</a>");
            at = link.Index + link.Length;
        }
        return html.Append(WebUtility.HtmlEncode(text[at..])).ToString();
    }

    // What ends a sentence does not belong to the link before it.
    [GeneratedRegex(@"https?://[^\s<>""]*[^\s<>"".,;:!?)\]»”،؛؟]", RegexOptions.None, 5000)]
    private static partial Regex Links();
}
