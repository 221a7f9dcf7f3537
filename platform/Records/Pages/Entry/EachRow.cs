using System.Security.Cryptography;
using System.Text;
using Entente.Bodies.Definitions;
using Entente.Records.Drafts;

namespace Entente.Records.Pages.Entry;

/// <summary>
/// The rows of a table that has one for each code of a list. Their ids follow from statement, table and code, so that two who
/// begin at once begin the same rows.
/// </summary>
public static class EachRow
{
    public static Guid Id(Guid statement, string section, string code) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{statement} {section} {code}")).AsSpan(0, 16), bigEndian: true);

    /// <summary>The first column of every row there is to be, as the log keeps it, by the row's id; null for other tables.</summary>
    public static IReadOnlyDictionary<Guid, string>? Codes(Desk desk, Section section) =>
        section.Rows?.ForEach is null ? null : desk.Each(section.Code).ToDictionary(code => Id(desk.Head.Id, section.Code, code), code => DraftAnswers.Write(section.Fields[0], Content.Answer.Of(Feel.Value.Of(code)))!);
}
