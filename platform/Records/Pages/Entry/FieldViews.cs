using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Shared.Components;
using Entente.Shared.Localisation;
using Field = Entente.Bodies.Definitions.Field;

namespace Entente.Records.Pages.Entry;

/// <summary>The questions of a section of fields, each with the control that suits its type.</summary>
public sealed class FieldViews(CellText cells, Words t, string address, Desk? desk = null)
{
    /// <summary>As many as are taken in at a glance; more open as a list; of hundreds one searches; beyond, the server looks up.</summary>
    private const int MostRadios = 6, MostInList = 15, MostInPage = 300;

    private static readonly CodeStyle Style = CodeStyle.Both;

    /// <param name="typed">What the form sent, when it comes back; else what stands.</param>
    public FieldView Of(Field field, string name, Answer answer, Typed? typed, string? within = null)
    {
        var options = Options(field, within);
        var control = Control(field, options?.Count);
        var text = typed?.Text ?? Text(field, control, answer);
        var view = new FieldView(field, name, Say(field.Name), control, text, typed?.Instead ?? answer.Kind, typed is { } said ? said.Reason : answer.Reason)
        {
            Hint = Hint(field),
            Help = field.Help is null ? null : SaidHelp.Of(field.Help, desk, cells.Body, t),
            Optional = field.Required == "false" && field.Computed is null,
            Suffix = field.Unit ?? field.Currency,
            From = control == FieldControl.Lookup ? $"{address}?handler=Find&field={Uri.EscapeDataString(field.Code)}" : null,
        };
        return control switch
        {
            FieldControl.Lookup => view with { Lookup = Entry(field, answer, typed, options!) },
            FieldControl.Radios when view.Optional => view with { Options = [.. options!, new Option("", t["records.page.no-answer"])] },
            _ => view with { Options = options ?? [] },
        };
    }

    /// <summary>What may be chosen; null where anything may be typed.</summary>
    public IReadOnlyList<Option>? Options(Field field, string? within = null)
    {
        if (field.Type == FieldType.YesNo)
            return [new Option("true", t["records.page.yes"]), new Option("false", t["records.page.no"])];
        if (cells.ChoicesOf(field) is not { Whole: true } choices)
            return null;
        var fitting = choices.All.Where(choice => choice.InForce && (within is null || choice.Parent == within));
        return [.. fitting.Select(choice => new Option(choice.Code, choices.Show(choice.Code, t.Language.Code), Search: field.Type == FieldType.Reference ? string.Join(' ', choice.AlsoKnown) : choice.Code))];
    }

    public static int? Width(Field field) => field.Type switch
    {
        FieldType.Date or FieldType.Hs => 10,
        FieldType.DateTime or FieldType.Period or FieldType.Place or FieldType.Money => 20,
        FieldType.Text when field.Longest <= 12 => 10,
        FieldType.Text when field.Longest <= 40 => 20,
        _ => null,
    };

    public static string InputType(FieldControl control) => control switch { FieldControl.Email => "email", FieldControl.Url => "url", _ => "text" };

    /// <summary>A whole date in its three inputs; what is none goes to the first, where it can be mended.</summary>
    public static DateEntry Day(string text) =>
        DateReader.Read(text) is DateReading.Understood day ? DateEntry.From(day.Value) : text.Split('-') is [var year, var month, var date] ? new DateEntry { Year = year, Month = month, Day = date } : new DateEntry { Day = text };

    private static FieldControl Control(Field field, int? options) => field switch
    {
        { Computed: not null } => FieldControl.Fixed,
        { Type: FieldType.LongText } => FieldControl.Area,
        { Type: FieldType.Email } => FieldControl.Email,
        { Type: FieldType.Url } => FieldControl.Url,
        { Type: FieldType.Whole or FieldType.Exact } or { Type: FieldType.Money, Currency: not null } => FieldControl.Number,
        { Type: FieldType.Date } => FieldControl.Date,
        { Type: FieldType.YesNo } => FieldControl.Radios,
        { Type: FieldType.File } => FieldControl.File,
        { Type: FieldType.Codes } => options <= MostInList ? FieldControl.Boxes : FieldControl.Line,
        _ => options switch
        {
            null => FieldControl.Line,
            <= MostRadios => FieldControl.Radios,
            <= MostInList => FieldControl.Select,
            <= MostInPage => FieldControl.Choice,
            _ => FieldControl.Lookup,
        },
    };

    private string Text(Field field, FieldControl control, Answer answer) => control switch
    {
        FieldControl.Fixed => cells.Show(field, answer, t.Language),
        _ when !answer.HasValue => "",
        FieldControl.Radios when field.Type == FieldType.YesNo => answer.Value.IsTrue ? "true" : "false",
        FieldControl.Radios or FieldControl.Select or FieldControl.Choice or FieldControl.Boxes => cells.Write(field, answer, t.Language, CodeStyle.Code),
        FieldControl.Area => answer.Value.AsText,
        _ => cells.Write(field, answer, t.Language, Style),
    };

    private LookupEntry Entry(Field field, Answer answer, Typed? typed, IReadOnlyList<Option> options)
    {
        if (typed is null)
            return LookupEntry.From(answer.HasValue ? new Option(answer.Value.AsText, cells.Show(field, answer, t.Language)) : null);
        var entry = new LookupEntry { Text = typed.Value.Text };
        entry.Read(new OptionSearch(options));
        return entry;
    }

    private string? Hint(Field field)
    {
        var own = field.Hint is null ? null : Say(field.Hint);
        // texts: records.page.hint.*
        var ours = field.Type switch
        {
            FieldType.DateTime => t["records.page.hint.date-time", ("zone", cells.Body.Zone.Replace('_', ' '))],
            FieldType.Period => t["records.page.hint.period"],
            FieldType.Place => t["records.page.hint.place"],
            FieldType.Money when field.Currency is null => t["records.page.hint.money"],
            FieldType.Codes when Control(field, Options(field)?.Count) == FieldControl.Line => t["records.page.hint.codes"],
            _ => null,
        };
        return own is null ? ours : ours is null ? own : $"{own} {ours}";
    }

    private string Say(LocalText text) => text.In(t.Language.Code).Text;
}
