using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Writing;

namespace Entente.Records.Drafts;

/// <summary>One answer as the log keeps it: canonical JSON, the same text for the same answer, null for blank.</summary>
internal static class DraftAnswers
{
    public static string? Write(Field field, in Answer answer) => answer.IsBlank ? null : AnswerJson.Write(field, answer);

    /// <summary>Blank where it is no answer to this field, as after its type has changed.</summary>
    public static Answer Read(Field field, string? json) => json is not null && AnswerJson.TryRead(json, field, out var answer) ? answer : Answer.Blank;
}
