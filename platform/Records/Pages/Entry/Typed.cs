using System.Globalization;
using System.Runtime.InteropServices;
using Entente.Bodies.Definitions;
using Entente.Shared.Components;
using Entente.Shared.Localisation;

namespace Entente.Records.Pages.Entry;

/// <summary>
/// What a form sent for one answer: a text, as one would type it into a cell of a spreadsheet; or what was said instead of a
/// value. Several inputs, such as the three of a date, have become one text.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Typed(string Text, AnswerKind Instead, string? Reason)
{
    public static Typed Of(string text) => new(text, AnswerKind.Value, null);

    /// <summary>Null where the form did not ask for it.</summary>
    public static Typed? From(IFormCollection form, string name)
    {
        if (TextOf(form, name) is not { } text)
            return null;
        var instead = KindOf(form[$"{name}.{CellName.Instead}"].ToString());
        var reason = form[$"{name}.{CellName.Reason}"].ToString().Trim();
        return instead == AnswerKind.Value ? Of(text) : new Typed(text, instead, reason.Length == 0 ? null : reason);
    }

    /// <summary>How a kind of answer is called in a form.</summary>
    public static string Word(AnswerKind kind) => kind switch
    {
        AnswerKind.Nil => "nil",
        AnswerKind.NotApplicable => "not-applicable",
        AnswerKind.Withheld => "withheld",
        _ => "",
    };

    private static AnswerKind KindOf(string word) => word switch
    {
        "nil" => AnswerKind.Nil,
        "not-applicable" => AnswerKind.NotApplicable,
        "withheld" => AnswerKind.Withheld,
        _ => AnswerKind.Value,
    };

    private static string? TextOf(IFormCollection form, string name)
    {
        // Each box that was ticked sends its code; an empty one says that there were boxes.
        if (form.TryGetValue(name, out var typed))
            return typed.Count == 1 ? typed.ToString().Trim() : string.Join("; ", typed.Where(code => !string.IsNullOrEmpty(code)));
        if (form.ContainsKey($"{name}.{nameof(DateEntry.Day)}"))
            return Date(new DateEntry { Day = form[$"{name}.Day"], Month = form[$"{name}.Month"], Year = form[$"{name}.Year"] });
        return form.TryGetValue($"{name}.{nameof(LookupEntry.Text)}", out var looked) ? Chosen(form, name, looked.ToString().Trim()) : null;
    }

    private static string Chosen(IFormCollection form, string name, string text) =>
        form[$"{name}.{nameof(LookupEntry.Value)}"].ToString() is { Length: > 0 } value && form[$"{name}.{nameof(LookupEntry.Of)}"].ToString().Trim() == text ? value : text;

    // A day that does not exist stays as it was typed, and the reader of dates says what is wrong with it.
    private static string Date(DateEntry entry)
    {
        if (entry.Read() is DateReading.Understood understood)
            return understood.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var parts = new[] { entry.Year, entry.Month, entry.Day }.Select(part => part?.Trim() ?? "").ToList();
        var filled = parts.Where(part => part.Length > 0).ToList();
        return filled.Count < 2 ? string.Concat(filled) : string.Join('-', parts);
    }
}
