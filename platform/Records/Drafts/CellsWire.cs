using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Records.Writing;
using Entente.Shared.Localisation;

namespace Entente.Records.Drafts;

/// <summary>What a page, a telephone or a program sends: a batch of changes.</summary>
/// <param name="Since">The sequence up to which it knows the draft; what came after is answered.</param>
/// <param name="Who">Whose changes a page keeps, as its forms say it: nobody sends what somebody else typed at the same computer.</param>
/// <param name="Language">In which they were typed, where that is not the language of the request: a comma means another thing in each.</param>
internal sealed record SentCells(int Generation, string? Client, long Since, IReadOnlyList<SentChange>? Changes, string? Who = null, string? Language = null);

/// <param name="Kind">Where none is given, a cell is set.</param>
/// <param name="Text">What was typed, read in the person's language; a program gives <paramref name="Now"/> instead.</param>
/// <param name="WasText">What stood in the input before; likewise <paramref name="Was"/>.</param>
internal sealed record SentChange(Guid Id, string? Kind, string Section, Guid Row, string? Field, string? Place, JsonElement? Was, JsonElement? Now, string? WasText, string? Text, long? Seen, DateTimeOffset? At)
{
    /// <summary>What may name an entry.</summary>
    [JsonIgnore]
    public IEnumerable<string> Asked => new[] { Text, WasText, Said(Now), Said(Was) }.OfType<string>();

    private static string? Said(JsonElement? json) => json is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>The change as the log keeps it, or why it is not taken: a word of records.draft.refused.*.</summary>
    public (Change? Change, string? Refused) Read(Definition definition, CellText cells, Language language, long since, DateTimeOffset now)
    {
        if (!OperationKinds.TryRead(Kind ?? "set", out var kind) || definition.Section(Section ?? "") is not { } section || section.IsTable == (Row == Guid.Empty))
            return (null, "unknown-place");
        if (kind is OperationKind.AddRow or OperationKind.RemoveRow or OperationKind.MoveRow)
            return section is not { Rows.ForEach: null } || Field is not null || (Place is not null && !Places.IsPlace(Place)) ? (null, "rows-are-given")
                : (new Change(Id, kind, section.Code, Row, null, Place, null, null, Seen ?? since, At ?? now), null);
        if (section.Field(Field ?? "") is not { Computed: null } field)
            return (null, "unknown-place");
        return TryAnswer(cells, field, Now, Text, language, out var given)
            ? (new Change(Id, kind, section.Code, Row, field.Code, null, TryAnswer(cells, field, Was, WasText, language, out var before) ? DraftAnswers.Write(field, before) : null, DraftAnswers.Write(field, given), Seen ?? since, At ?? now), null)
            : (null, "no-answer");
    }

    /// <summary>Why the name of an entry was not taken; null where it was, or something else was wrong.</summary>
    public string? Why(Definition definition, CellText cells, Words words)
    {
        var said = Said(Now) ?? Text;
        return definition.Section(Section ?? "")?.Field(Field ?? "") is { Type: FieldType.Reference } field && cells.Read(field, said, words.Language) is { Rule: { } rule, Facts: var facts }
            ? InterchangeFaults.Say(rule, facts ?? [], words) : null;
    }

    private static bool TryAnswer(CellText cells, Field field, JsonElement? json, string? typed, Language language, out Answer answer)
    {
        if (json is not { ValueKind: not JsonValueKind.Undefined } given)
            return Wording.TryRead(cells, field, typed, language, out answer);
        if (!AnswerJson.TryRead(given.GetRawText(), field, out answer))
            return false;
        var named = cells.Name(field, answer, language);
        answer = named.Answer;
        return named.Understood;
    }
}

/// <summary>What is answered: the cells and rows that changed meanwhile, what was not taken, and who else is at work.</summary>
internal sealed record ToldCells(long Sequence, IReadOnlyList<ToldCell> Cells, IReadOnlyList<RowNews> Rows, IReadOnlyList<Refused> Refused, IReadOnlyList<ToldColleague> Others)
{
    /// <summary>Without the lists that hold nothing, which is most of them most of the time.</summary>
    public static JsonSerializerOptions Brief { get; } = new(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutEmpty } } };

    /// <summary>More changed than is worth telling: the page is better loaded again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Reload { get; init; }

    private static void LeaveOutEmpty(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.PropertyType.IsAssignableTo(typeof(IEnumerable)) && property.PropertyType != typeof(string))
                property.ShouldSerialize = (_, value) => value is not ICollection { Count: 0 };
        }
    }
}

/// <param name="Values">One, or all that contend.</param>
internal sealed record ToldCell(string Section, Guid Row, string Field, IReadOnlyList<ToldValue> Values);

/// <param name="Text">As it stands in an input.</param>
/// <param name="By">Whose it is, where it contends.</param>
internal sealed record ToldValue(string Text, JsonElement? Value, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? By, DateTimeOffset At);

internal sealed record Refused(Guid Id, string Why, string Says);

internal sealed record ToldColleague(string Name, DateTimeOffset At);
