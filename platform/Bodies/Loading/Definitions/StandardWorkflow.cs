using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>
/// What happens to a statement when its definition does not say: docs/definitions.md. Its names are part of the published
/// definition, as all others are, so that they stand here in the languages of the application and not among the texts of pages.
/// </summary>
internal static class StandardWorkflow
{
    private static readonly Dictionary<string, string[]> Names = new(StringComparer.Ordinal)
    {
        ["draft"] = ["Draft", "Brouillon", "Borrador", "Rascunho", "مسودة"],
        ["submitted"] = ["Submitted", "Soumis", "Presentado", "Apresentado", "مُقدَّم"],
        ["returned"] = ["Returned for correction", "Renvoyé pour correction", "Devuelto para corrección", "Devolvido para correção", "مُعاد للتصحيح"],
        ["accepted"] = ["Accepted", "Accepté", "Aceptado", "Aceite", "مقبول"],
        ["withdrawn"] = ["Withdrawn", "Retiré", "Retirado", "Retirado", "مسحوب"],
        ["correction"] = ["Being corrected", "En cours de correction", "En corrección", "Em correção", "قيد التصحيح"],
        ["submit"] = ["Submit", "Soumettre", "Presentar", "Apresentar", "تقديم"],
        ["return"] = ["Return for correction", "Renvoyer pour correction", "Devolver para corrección", "Devolver para correção", "إعادة للتصحيح"],
        ["accept"] = ["Accept", "Accepter", "Aceptar", "Aceitar", "قبول"],
        ["withdraw"] = ["Withdraw", "Retirer", "Retirar", "Retirar", "سحب"],
        ["correct"] = ["Correct", "Corriger", "Corregir", "Corrigir", "تصحيح"],
        ["keep"] = ["Discard the correction", "Abandonner la correction", "Descartar la corrección", "Descartar a correção", "إلغاء التصحيح"],
    };

    private static readonly string[] Languages = ["en", "fr", "es", "pt", "ar"];

    /// <param name="byBody">What the body's own people declare nobody accepts or returns.</param>
    public static Workflow For(IReadOnlyList<string> languages, bool byBody)
    {
        var (enter, submit) = byBody ? ("serve", "serve") : ("enter", "submit");
        var standing = byBody ? "submitted" : "accepted";
        State State(string code, bool open = false, bool stands = false) => new(code, Name(languages, code), open, stands);
        Step Step(string code, string[] from, string to, string by, bool submits = false, Reason reason = Reason.None) =>
            new(code, Name(languages, code), from, to, [by], null, submits, FourEyes: false, reason);
        List<State> states = [State("draft", open: true), State("submitted", stands: true), State("withdrawn", open: true), State("correction", open: true, stands: true)];
        List<Step> steps =
        [
            Step("submit", byBody ? ["draft", "withdrawn", "correction"] : ["draft", "returned", "withdrawn", "correction"], "submitted", submit, submits: true),
            Step("withdraw", ["submitted"], "withdrawn", submit, reason: Reason.Required),
            Step("correct", [standing], "correction", enter),
            Step("keep", ["correction"], standing, enter),
        ];
        if (!byBody)
        {
            states.InsertRange(2, [State("returned", open: true), State("accepted", stands: true)]);
            steps.InsertRange(1, [Step("return", ["submitted"], "returned", "serve", reason: Reason.Required), Step("accept", ["submitted"], "accepted", "serve")]);
        }
        return new Workflow(states, steps);
    }

    // A body may have languages that the application does not: there the first of ours that it has, or English, is shown.
    private static LocalText Name(IReadOnlyList<string> languages, string code)
    {
        var known = languages.Where(language => Languages.Contains(language, StringComparer.Ordinal)).DefaultIfEmpty("en");
        return new LocalText(known.Select(language => (language, Names[code][Array.IndexOf(Languages, language)])));
    }
}
