using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Content;
using Entente.Records.Writing;
using Npgsql;

namespace Entente.Records.Confidential;

/// <summary>
/// Confidential answers wherever they rest: closed under the key of the party that declared them and bound to where they lie.
/// Whoever may read the row reads it opened, by the ring of the connection.
/// </summary>
internal static class Boxed
{
    /// <summary>Before the day on which the key was destroyed; what then stands as the reason of a withheld answer.</summary>
    public const string Erased = "erased:";

    // The text is JSON all the same, so that it lies where JSON lies.
    private const string Mark = "\"~sealed:";

    public static string Cell(Guid statement, string table, Guid row, string field) => $"cell\n{statement}\n{table}\n{row}\n{field}";

    public static string Segment(Guid statement, string section, int block, int aud, int since) => string.Create(CultureInfo.InvariantCulture, $"segment\n{statement}\n{section}\n{block}\n{aud}\n{since}");

    public static string Drafted(Guid statement, string section, Guid row, string field) => $"draft\n{statement}\n{section}\n{row}\n{field}";

    public static string Of(string what, Guid id) => $"{what}\n{id}";

    public static byte[] Close(DataKey key, string place, Field field, in Answer answer) => key.Close(Encoding.UTF8.GetBytes(AnswerJson.Write(field, answer)), place);

    public static Answer Open(NpgsqlConnection connection, string place, Field field, byte[] box)
    {
        var opened = PartyKeys.Of(connection).Open(box, place);
        if (opened.Plain is not { } plain)
            return Answer.Withheld(Erased + Day(opened.ErasedAt!.Value));
        return AnswerJson.TryRead(Encoding.UTF8.GetString(plain), field, out var answer) ? answer : Answer.Blank;
    }

    public static byte[] Close(DataKey? key, string place, byte[] bytes) => key is null ? bytes : key.Close(bytes, place);

    /// <summary>As they are where they are plain; null where they were erased.</summary>
    public static byte[]? Open(NpgsqlConnection connection, string place, byte[] bytes) => DataKey.IsSealed(bytes) ? PartyKeys.Of(connection).Open(bytes, place).Plain : bytes;

    /// <summary>A text as a text: plain where there is no key.</summary>
    public static string Close(DataKey? key, string place, string text) => key is null ? text : $"{Mark}{Convert.ToBase64String(key.Close(Encoding.UTF8.GetBytes(text), place))}\"";

    /// <param name="erased">What stands for it where the key was destroyed.</param>
    public static string Open(NpgsqlConnection connection, string place, string text, string? erased = null)
    {
        if (!text.StartsWith(Mark, StringComparison.Ordinal))
            return text;
        var box = new byte[text.Length];
        // Somebody may have written such a text: what is no box, or none of this place, is what it says.
        if (!Convert.TryFromBase64Chars(text.AsSpan(Mark.Length).TrimEnd('"'), box, out var length) || !DataKey.IsSealed(box.AsSpan(0, length)))
            return text;
        try
        {
            var opened = PartyKeys.Of(connection).Open(box.AsSpan(0, length), place);
            return opened.Plain is { } plain ? Encoding.UTF8.GetString(plain) : erased ?? $$"""{"answer":"withheld","reason":"{{Erased}}{{Day(opened.ErasedAt!.Value)}}"}""";
        }
        catch (CryptographicException)
        {
            return text;
        }
    }

    public static Fault Close(DataKey? key, Guid statement, Fault fault) =>
        key is null || fault.Facts.Count == 0 ? fault : fault with { Facts = [.. fault.Facts.Select(fact => Close(key, Of("fact", statement), fact))] };

    public static Fault Open(NpgsqlConnection connection, Guid statement, Fault fault) =>
        fault.Facts.Any(fact => fact.StartsWith(Mark, StringComparison.Ordinal)) ? fault with { Facts = [.. fault.Facts.Select(fact => Open(connection, Of("fact", statement), fact, erased: "…"))] } : fault;

    /// <summary>Rules of other statements never learn it.</summary>
    public static Statement Blank(Statement content)
    {
        foreach (var section in content.Definition.Sections.Where(section => section.IsConfidential))
            foreach (var row in section.IsTable ? content.Rows(section.Code) : [content.Fields(section.Code)])
                for (var place = 0; place < section.Fields.Count; place++)
                    if (section.Fields[place].Confidential)
                        row.Answers[place] = default;
        return content;
    }

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
