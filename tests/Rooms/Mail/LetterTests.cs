using System.Text;
using Entente.Shared.Localisation;
using Entente.Shared.Mail;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Rooms.Mail;

public sealed class LetterTests
{
    private static readonly Recipient Sender = new("no-reply@entente.example.org", "Entente");

    [Fact]
    public void A_letter_says_who_wrote_it_when_and_that_a_machine_did()
    {
        var text = Text(Letter("Welcome", "Hello"));
        text.ShouldContain("From: \"Entente\" <no-reply@entente.example.org>\r\n");
        text.ShouldContain("To: \"Amina Diallo\" <amina@example.org>\r\n");
        text.ShouldContain("Subject: Welcome\r\n");
        text.ShouldContain("Date: Mon, 02 Mar 2026 12:00:00 +0000\r\n");
        text.ShouldContain("Message-ID: <00000000-0000-0000-0000-00000000002a@entente.example.org>\r\n");
        text.ShouldContain("Auto-Submitted: auto-generated\r\n");
    }

    [Fact]
    public void The_same_letter_has_the_same_bytes() =>
        Letter("Welcome", "Hello").ToBytes().ShouldBe(Letter("Welcome", "Hello").ToBytes());

    [Theory]
    [InlineData("Información para España")]
    [InlineData("تقرير سنوي: الموعد النهائي يقترب، يرجى إرسال التقرير قبل نهاية الشهر الحالي إلى الأمانة")]
    [InlineData("=?utf-8?B?ZXZpbA==?=")]
    [InlineData("A subject that is rather longer than the sixty signs that stand on one line as they are")]
    public void Every_subject_reads_back_as_it_was(string subject) =>
        ReadSubject(Text(Letter(subject, ""))).ShouldBe(subject);

    [Fact]
    public void No_text_in_subject_name_or_body_becomes_a_header_or_a_long_line() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), ArbMap.Default.ArbFor<string>(), ArbMap.Default.ArbFor<string>(), (subject, name, body) =>
        {
            var evil = $"{subject}\r\nBcc: victim@example.org\r\n\r\n<script>{name}\n.\r\n";
            var letter = new Letter(new Guid(42, 0, 0, new byte[8]), Sender, new Recipient("amina@example.org", evil), Language.English, evil, evil + body, DateTimeOffset.UnixEpoch);
            var lines = Text(letter).Split("\r\n");
            return lines.All(line => line.Length <= 78 && !line.Contains('\n') && !line.Contains('\r'))
                && lines.TakeWhile(line => line.Length > 0).All(line => line.StartsWith(' ') || Headers.Contains(line.Split(':')[0]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Quoted_printable_reads_back_as_it_was() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string[]>(), lines =>
        {
            var text = string.Join('\n', lines.Select(line => (line ?? "").ReplaceLineEndings(" ") + " é= عربي . \t"));
            var valid = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            var encoded = MailHeader.QuotedPrintable(text);
            return Unquote(encoded) == valid.ReplaceLineEndings("\n") && encoded.Split("\r\n").All(line => line.Length <= 76 && Ascii.IsValid(line));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_Arabic_letter_runs_from_right_to_left_in_HTML() =>
        new Letter(Guid.Empty, Sender, new Recipient("a@example.org"), Language.Arabic, "عنوان", "نص", DateTimeOffset.UnixEpoch).ToHtml().ShouldContain("<html lang=\"ar\" dir=\"rtl\">");

    [Fact]
    public void Links_can_be_followed_and_nothing_else_is_markup()
    {
        var html = Letter("x", "See https://localhost/invitation?code=1&a=2.\n\n<b>Not bold</b>").ToHtml();
        html.ShouldContain("<a href=\"https://localhost/invitation?code=1&amp;a=2\">https://localhost/invitation?code=1&amp;a=2</a>.");
        html.ShouldContain("&lt;b&gt;Not bold");
    }

    [Theory]
    [InlineData("amina@example.org", true)]
    [InlineData("amina.diallo+x@bücher.example", true)]
    [InlineData("أمينة@مثال.example", true)]
    [InlineData("amina@example.org\r\nBcc: x@example.org", false)]
    [InlineData("amina@example.org,b@example.org", false)]
    [InlineData("Amina <amina@example.org>", false)]
    [InlineData("amina example.org", false)]
    [InlineData("amina@exa mple.org", false)]
    [InlineData("a@b@example.org", false)]
    [InlineData("@example.org", false)]
    [InlineData("amina@", false)]
    [InlineData("amina@example.org\n", false)]
    [InlineData("amina@-example.org", false)]
    public void An_address_is_one_address_and_nothing_more(string text, bool address) =>
        Recipient.IsAddress(text).ShouldBe(address);

    private static readonly string[] Headers = ["From", "To", "Subject", "Date", "Message-ID", "Content-Language", "Auto-Submitted", "MIME-Version", "Content-Type"];

    private static Letter Letter(string subject, string body) =>
        new(new Guid("00000000-0000-0000-0000-00000000002a"), Sender, new Recipient("amina@example.org", "Amina Diallo"), Language.English, subject, body, new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));

    private static string Text(Letter letter) => Encoding.ASCII.GetString(letter.ToBytes());

    private static string ReadSubject(string message)
    {
        var from = message.IndexOf("Subject: ", StringComparison.Ordinal) + 9;
        var header = message[from..message.IndexOf("\r\nDate:", StringComparison.Ordinal)];
        return header.StartsWith("=?", StringComparison.Ordinal)
            ? string.Concat(header.Split("\r\n ").Select(word => Encoding.UTF8.GetString(Convert.FromBase64String(word["=?utf-8?B?".Length..^2]))))
            : header;
    }

    private static string Unquote(string text)
    {
        var bytes = new List<byte>();
        text = text.Replace("=\r\n", "", StringComparison.Ordinal).Replace("\r\n", "\n", StringComparison.Ordinal);
        for (var at = 0; at < text.Length; at++)
            if (text[at] == '=')
            {
                bytes.Add(Convert.ToByte(text.Substring(at + 1, 2), 16));
                at += 2;
            }
            else
                bytes.Add((byte)text[at]);
        return Encoding.UTF8.GetString([.. bytes]);
    }
}
