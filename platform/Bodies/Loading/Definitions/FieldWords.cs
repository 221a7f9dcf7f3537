using System.Text.Json;
using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>How the types of fields and their settings are spelled, and which type has which setting.</summary>
internal static class FieldWords
{
    /// <summary>What every field may have.</summary>
    public static readonly IReadOnlyList<string> Common = ["type", "name", "help", "hint", "required", "visible", "default", "computed", "shown-to", "confidential", "may"];

    public static readonly IReadOnlyDictionary<string, FieldType> Types =
        Enum.GetValues<FieldType>().ToDictionary(Of, StringComparer.Ordinal);

    public static readonly IReadOnlyDictionary<string, FieldType[]> Settings = new Dictionary<string, FieldType[]>(StringComparer.Ordinal)
    {
        ["longest"] = [FieldType.Text, FieldType.LongText, FieldType.Codes],
        ["pattern"] = [FieldType.Text, FieldType.LongText],
        ["from"] = [FieldType.Whole, FieldType.Exact, FieldType.Money],
        ["to"] = [FieldType.Whole, FieldType.Exact, FieldType.Money, FieldType.Reference],
        ["unit"] = [FieldType.Whole, FieldType.Exact],
        ["places"] = [FieldType.Exact, FieldType.Money, FieldType.Hs],
        ["currency"] = [FieldType.Money],
        ["list"] = [FieldType.Code, FieldType.Codes],
        ["within"] = [FieldType.Code, FieldType.Codes],
        ["latitude"] = [FieldType.Place],
        ["longitude"] = [FieldType.Place],
        ["accept"] = [FieldType.File],
    };

    public static readonly IReadOnlyDictionary<string, AnswerKind> May = new Dictionary<string, AnswerKind>(StringComparer.Ordinal)
    {
        ["nil"] = AnswerKind.Nil,
        ["not-applicable"] = AnswerKind.NotApplicable,
        ["withheld"] = AnswerKind.Withheld,
    };

    public static string Of(FieldType type) => type == FieldType.Exact ? "decimal" : JsonNamingPolicy.KebabCaseLower.ConvertName(type.ToString());

    public static string Fitting(string setting) => string.Join(", ", Settings[setting].Select(Of));
}
