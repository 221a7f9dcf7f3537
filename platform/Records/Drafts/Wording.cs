using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Writing;
using Entente.Shared.Localisation;

namespace Entente.Records.Drafts;

/// <summary>What stands in a plain input, to and from an answer.</summary>
internal static class Wording
{
    /// <summary>False where the text is no answer to this field.</summary>
    public static bool TryRead(Field field, string? typed, Language language, out Answer answer)
    {
        answer = Answer.Blank;
        if (string.IsNullOrWhiteSpace(typed))
            return true;
        switch (field.Type)
        {
            case FieldType.Whole or FieldType.Exact:
            case FieldType.Money when field.Currency is not null:
                var number = NumberReader.Read(typed, language) as NumberReading.Understood;
                answer = number is null ? Answer.Blank : Answer.Of(Value.Of(number.Value));
                return number is not null;
            case FieldType.Date:
                var date = DateReader.Read(typed) as DateReading.Understood;
                answer = date is null ? Answer.Blank : Answer.Of(Value.Of((Feel.Values.Date)date.Value));
                return date is not null;
            default:
                // Codes, yes and no, and what has several parts come as the JSON of the answer where they are no plain text.
                return AnswerJson.TryRead(System.Text.Json.JsonSerializer.Serialize(typed.Trim()), field, out answer) || AnswerJson.TryRead(typed, field, out answer);
        }
    }

    /// <summary>As it stands in the input.</summary>
    public static string Write(Field field, string? json, Language language)
    {
        var answer = DraftAnswers.Read(field, json);
        if (!answer.HasValue)
            return answer.IsBlank ? "" : json!;
        var value = answer.Value;
        return value.Kind switch
        {
            Kind.Text => value.AsText,
            Kind.Number when value.AsNumber.TryToDecimal(out var number) => NumberReader.Print(number, language),
            Kind.Date => value.AsDate.ToString(),
            _ => json!,
        };
    }
}
