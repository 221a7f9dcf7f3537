using System.Text.RegularExpressions;
using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>What only the one kind has.</summary>
internal sealed partial class TraitsPart(MapReader root, Reading reading, Known known, Workflow workflow)
{
    public static readonly IReadOnlyDictionary<DefinitionKind, string[]> Keys = new Dictionary<DefinitionKind, string[]>
    {
        [DefinitionKind.Return] = ["every", "due", "prefill", "owed-by", "because", "tightens", "remind", "status-shown-to", "requirement", "mirrors"],
        [DefinitionKind.Register] = ["title", "key", "alike", "notice-days", "by-request", "obliges"],
        [DefinitionKind.Case] = ["number", "title", "clocks", "letters", "referrals"],
        [DefinitionKind.Certificate] = ["number", "title", "lines", "amount", "public", "replaces", "valid-until"],
        [DefinitionKind.Notice] = ["title", "publish-at", "reply-by", "ends-at", "replies-shown-to", "replied-shown-to"],
    };

    public static readonly IReadOnlyDictionary<string, Rhythm> Rhythms = new Dictionary<string, Rhythm>(StringComparer.Ordinal)
    {
        ["day"] = Rhythm.Day, ["week"] = Rhythm.Week, ["month"] = Rhythm.Month, ["quarter"] = Rhythm.Quarter, ["half-year"] = Rhythm.HalfYear, ["year"] = Rhythm.Year, ["once"] = Rhythm.Once,
    };

    private static readonly FieldType[] Nameless = [FieldType.File, FieldType.Place, FieldType.LongText, FieldType.Codes];

    private FileFindings Findings => reading.Findings;

    public Traits Read()
    {
        foreach (var key in Keys.Values.SelectMany(keys => keys).Distinct(StringComparer.Ordinal).Except(Keys[reading.Kind], StringComparer.Ordinal))
        {
            var kinds = string.Join(" or a ", Keys.Where(pair => pair.Value.Contains(key, StringComparer.Ordinal)).Select(pair => pair.Key.ToString().ToLowerInvariant()));
            root.Refuse(key, $"\"{key}\" is for a {kinds}.", $"Remove it: this is a {reading.Kind.ToString().ToLowerInvariant()}, as the name of the file says.");
        }
        var draws = new DrawsPart(root, reading, known).Read();
        return reading.Kind switch
        {
            DefinitionKind.Return => new Traits(Return: Return()) { Draws = draws },
            DefinitionKind.Register => new Traits(Register: Register()) { Draws = draws },
            DefinitionKind.Case => new Traits(Case: Case()) { Draws = draws },
            DefinitionKind.Certificate => new Traits(Certificate: Certificate(draws)),
            _ => new Traits(Notice: Notice()) { Draws = draws },
        };
    }

    private ReturnTrait Return()
    {
        var (owing, every) = (new OwingPart(root, reading, ""), root.Choice("every", Rhythms, Rhythm.Once, required: true));
        return new ReturnTrait(every, reading.Formula(root, "due", FormulaScope.Owed, Wanted.Day), root.Flag("prefill") ?? false)
        {
            OwedBy = reading.Formula(root, "owed-by", FormulaScope.Owed, Wanted.Truth),
            Because = owing.Because(),
            Tightens = owing.Tightens(every),
            Remind = owing.Remind(),
            StatusShownTo = owing.StatusShownTo(),
            Requirement = root.Word("requirement", required: false)?.Value,
            Mirrors = new MirrorsPart(root, reading, known).Read(every),
        };
    }

    private RegisterTrait Register() => new(Fields("title", required: true), Fields("key", required: false), Fields("alike", required: false), root.Whole("notice-days", 0, 3650) ?? 0, root.Flag("by-request") ?? false)
    {
        Obliges = new ObligesPart(root, reading, known).Read(),
    };

    private NoticeTrait Notice() => new(Fields("title", required: true), Moment("publish-at"), Moment("reply-by"))
    {
        EndsAt = Moment("ends-at"),
        RepliesShownTo = reading.Audience(root, "replies-shown-to"),
        RepliedShownTo = reading.Audience(root, "replied-shown-to"),
    };

    private CaseTrait Case()
    {
        var handling = new HandlingPart(root, reading, known, workflow);
        return new CaseTrait(Number(), Fields("title", required: false), new ClocksPart(root, reading, workflow).Read()) { Letters = handling.Letters() is { Count: > 0 } letters ? letters : null, Referrals = handling.Referrals() };
    }

    private CertificateTrait Certificate(IReadOnlyList<Draw> draws)
    {
        var number = Number();
        var title = Fields("title", required: false);
        var lines = root.Word("lines", required: root.Has("amount"));
        var amount = root.Word("amount", required: lines is not null);
        if (lines is not null && known.Section(lines.Value) is not { IsTable: true })
            Findings.AddUnknown(lines.At, "unknown-section", $"There is no table \"{lines.Value}\".", lines.Value, known.Tables);
        else if (lines is not null && amount is not null)
            Amount(lines.Value, amount);
        var shown = root.Words("public", required: false) ?? [];
        foreach (var place in shown.Where(place => !known.Has(place.Value)))
            Findings.AddUnknown(place.At, "unknown-place", $"There is no place \"{place.Value}\".", place.Value, known.Places);
        return new CertificateTrait(number, title, lines?.Value, amount?.Value, draws, [.. shown.Select(place => place.Value)])
        {
            Replaces = Meant("replaces", field => field.Type == FieldType.Reference && field.References == reading.Code, $"Name a field \"type: reference, to: {reading.Code}\"."),
            ValidUntil = Meant("valid-until", field => field.Type == FieldType.Date, "Name a field of type \"date\"."),
        };
    }

    private void Amount(string table, YamlText amount)
    {
        if (known.Field(table, amount.Value) is not { } field)
            Findings.AddUnknown(amount.At, "unknown-field", $"\"{table}\" has no field \"{amount.Value}\".", amount.Value, known.FieldsOf(table));
        else if (field.Type is not (FieldType.Whole or FieldType.Exact))
            Findings.Add(amount.At, "wrong-field", $"\"{amount.Value}\" is no number that can be used up.", "Name a field of type \"whole\" or \"decimal\".");
    }

    private List<string> Fields(string key, bool required)
    {
        var words = root.Words(key, required) ?? [];
        foreach (var word in words)
        {
            var found = known.Once(word.Value);
            if (found.Count == 0)
                Findings.AddUnknown(word.At, "unknown-field", $"No section of fields has a field \"{word.Value}\".", word.Value, known.OnceNames);
            else if (found.Count > 1)
                Findings.Add(word.At, "unclear-field", $"Several sections have a field \"{word.Value}\".", $"Write the section before it: \"section.{word.Value}\".");
            else if (Nameless.Contains(found[0].Type))
                Findings.Add(word.At, "wrong-field", $"\"{word.Value}\" is a field of type \"{FieldWords.Of(found[0].Type)}\", which names nothing.", "Name fields with one short value: a text, a code, a number, a date.");
        }
        return [.. words.Select(word => word.Value)];
    }

    private string? Moment(string key) => Meant(key, field => field.Type is FieldType.Date or FieldType.DateTime, "Name a field of type \"date\" or \"date-time\".");

    // The one field that the platform looks at for itself.
    private string? Meant(string key, Func<Field, bool> fits, string mend)
    {
        if (root.Word(key, required: false) is not { } word)
            return null;
        var found = known.Once(word.Value);
        if (found.Count == 0)
            Findings.AddUnknown(word.At, "unknown-field", $"No section of fields has a field \"{word.Value}\".", word.Value, known.OnceNames);
        else if (!fits(found[0]))
            Findings.Add(word.At, "wrong-field", $"\"{word.Value}\" is a field of type \"{FieldWords.Of(found[0].Type)}\", which does not serve here.", mend);
        return word.Value;
    }

    private string Number()
    {
        if (root.Word("number") is not { } word)
            return "";
        if (!NumberPattern().IsMatch(word.Value) || word.Value.Length > 60)
            Findings.Add(word.At, "number-pattern", $"\"{word.Value}\" does not say how documents are numbered.", "Write letters, figures and - / . with {year}, {party} and once as many zeros as the number has figures: AR-{year}-{0000}.");
        return word.Value;
    }

    // Exactly one run of zeros, anywhere.
    [GeneratedRegex(@"\A([A-Za-z0-9/. -]|\{year\}|\{party\})*\{0{1,10}\}([A-Za-z0-9/. -]|\{year\}|\{party\})*\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NumberPattern();
}
