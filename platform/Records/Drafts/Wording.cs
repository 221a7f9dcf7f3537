using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Records.Writing;
using Entente.Shared.Localisation;

namespace Entente.Records.Drafts;

/// <summary>What stands in an input of a page, to and from an answer: as people type it into any cell, but for codes, which a page offers to choose from.</summary>
internal static class Wording
{
    /// <summary>False where the text is no answer to this field.</summary>
    public static bool TryRead(CellText cells, Field field, string? typed, Language language, out Answer answer)
    {
        // What has several parts comes as the JSON of the answer.
        if (!field.IsText && typed is not null && typed.TrimStart() is ['{' or '[', ..] && AnswerJson.TryRead(typed, field, out answer))
            return true;
        var read = cells.Read(field, typed, language);
        answer = read.Answer;
        return read.Understood;
    }

    /// <summary>As it stands in the input. Nobody has to be guarded against formulas here, so that a text is left as it is.</summary>
    /// <param name="inTable">There what names an entry is typed, and not chosen by its id.</param>
    public static string Write(CellText cells, Field field, string? json, Language language, bool inTable)
    {
        var answer = DraftAnswers.Read(field, json);
        return field.IsText && answer.HasValue ? answer.Value.AsText : cells.Write(field, answer, language, inTable && field.Type == FieldType.Reference ? CodeStyle.Label : CodeStyle.Code);
    }
}
