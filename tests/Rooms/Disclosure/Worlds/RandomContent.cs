using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Writing;

namespace Entente.Tests.Rooms.Disclosure.Worlds;

/// <summary>Answers drawn by chance. Every text is a word that stands nowhere else, so that whoever reads it is known to have read this very cell.</summary>
internal sealed partial class RandomContent(Random chance)
{
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);

    public string Word()
    {
        string word;
        do
            word = string.Create(CultureInfo.InvariantCulture, $"zq{chance.NextInt64(1L << 40):x10}");
        while (!_given.Add(word));
        return word;
    }

    /// <summary>The words that stand in a text.</summary>
    public static IEnumerable<string> WordsIn(string text) => Words().Matches(text).Select(match => match.Value);

    /// <param name="fixedAnswers">What stands there for sure, by "section.field"; "null" for blank.</param>
    public Statement Of(Definition definition, IReadOnlyDictionary<string, string> fixedAnswers)
    {
        var content = new Statement(definition);
        foreach (var section in definition.Sections)
        {
            if (!section.IsTable)
                Fill(section, content.Fields(section.Code), fixedAnswers);
            else if (section.Code != "sources")
                for (var rows = chance.Next(section.Rows!.Least, 4); rows > 0; rows--)
                {
                    var row = Row.Of(section, NewId());
                    Fill(section, row, fixedAnswers);
                    content.Rows(section.Code).Add(row);
                }
        }
        return content;
    }

    public Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        chance.NextBytes(bytes);
        return new Guid(bytes);
    }

    private void Fill(Section section, Row row, IReadOnlyDictionary<string, string> fixedAnswers)
    {
        foreach (var field in section.Fields)
        {
            var json = fixedAnswers.GetValueOrDefault($"{section.Code}.{field.Code}") ?? (field.Required == "true" || field.Code is "weight" || chance.Next(5) > 0 ? Drawn(field) : "null");
            if (json != "null")
                row[section, field.Code] = AnswerJson.TryRead(json, field, out var answer) ? answer : throw new InvalidOperationException($"{json} is no answer to {field.Code}");
        }
    }

    private string Drawn(Field field) => field.Type switch
    {
        FieldType.Text or FieldType.LongText => $"\"{Word()}\"",
        FieldType.Exact => string.Create(CultureInfo.InvariantCulture, $"\"{chance.Next(100_000, 999_999)}.5\""),
        FieldType.Whole => string.Create(CultureInfo.InvariantCulture, $"\"{chance.Next(100_000, 999_999)}\""),
        FieldType.Date => string.Create(CultureInfo.InvariantCulture, $"\"{chance.Next(1900, 1999)}-{chance.Next(1, 13):00}-17\""),
        FieldType.YesNo => chance.Next(3) switch { 0 => "true", 1 => "false", _ => $$"""{"answer": "withheld", "reason": "{{Word()}}"}""" },
        FieldType.Code => "\"PS\"",
        FieldType.Party => $"\"{RandomBody.PartyCodes[chance.Next(RandomBody.PartyCodes.Length)]}\"",
        _ => "null",
    };

    [GeneratedRegex("zq[0-9a-f]{10}", RegexOptions.None, 10_000)]
    private static partial Regex Words();
}
