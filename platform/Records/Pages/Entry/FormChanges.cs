using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Drafts;
using Entente.Records.Interchange;

namespace Entente.Records.Pages.Entry;

/// <summary>Reads one text as an answer; the second text is the code that a field's codes lie within.</summary>
public delegate CellReading ReadCell(Field field, string text, string? within);

/// <summary>
/// What a form changes in a draft: pure. Only what differs from what its page showed is a change, so that a page that stood
/// open for an hour takes nothing back that a colleague wrote meanwhile.
/// </summary>
public sealed class FormChanges
{
    private readonly Section _section;
    private readonly DraftSection _draft;
    private readonly Func<Guid, string, string?> _shown;
    private readonly ReadCell _read;
    private readonly FormCells _form;
    private readonly DateTimeOffset _now;
    private readonly List<Change> _changes = [];
    private readonly List<(string Name, Fault Fault)> _problems = [];

    /// <param name="shown">The answer that the page showed for a cell, as the log keeps it.</param>
    private FormChanges(Section section, DraftSection draft, FormCells form, Func<Guid, string, string?> shown, ReadCell read, DateTimeOffset now) =>
        (_section, _draft, _form, _shown, _read, _now) = (section, draft, form, shown, read, now);

    /// <param name="fixedCells">For a table with a row for each code: what stands in the first column of a row that nobody has touched.</param>
    public static (IReadOnlyList<Change> Changes, IReadOnlyList<(string Name, Fault Fault)> Problems) Of(
        Section section, DraftSection draft, FormCells form, Func<Guid, string, string?> shown, ReadCell read, DateTimeOffset now, IReadOnlyDictionary<Guid, string>? fixedCells = null)
    {
        var made = new FormChanges(section, draft, form, shown, read, now);
        var last = draft.InOrder.LastOrDefault()?.Order;
        foreach (var row in form.Rows.Where(row => !form.Removed.Contains(row.Id)))
            last = made.Row(row, last, fixedCells?.GetValueOrDefault(row.Id));
        foreach (var row in form.Removed.Where(draft.Rows.ContainsKey))
            made.Add(OperationKind.RemoveRow, row, null, null, null, null);
        made.Choices();
        return (made._changes, made._problems);
    }

    private string? Row(FormRow row, string? last, string? first)
    {
        if (_section.IsTable && !_draft.Rows.ContainsKey(row.Id))
        {
            if (first is null && row.Cells.Values.All(cell => cell.Text.Length == 0 && cell.Instead == AnswerKind.Value))
                return last;
            last = Places.After(last == Places.Unplaced ? null : last);
            Add(OperationKind.AddRow, row.Id, null, last, null, null);
            if (first is not null)
                Add(OperationKind.Set, row.Id, _section.Fields[0].Code, null, null, first);
        }
        foreach (var field in _section.Fields)
            if (row.Cells.TryGetValue(field.Code, out var typed))
                Cell(row, field, typed);
        return last;
    }

    private void Cell(FormRow row, Field field, Typed typed)
    {
        var reading = typed.Instead == AnswerKind.Value
            ? _read(field, typed.Text, field.Within is { } within && row.Cells.TryGetValue(within, out var parent) ? parent.Text : null)
            : CellReading.Of(new Answer(typed.Instead, default, typed.Reason));
        var name = CellName.Of(row.Number, field.Code);
        if (reading.At(_section.Code, row.Number is null ? null : row.Id, row.Number, field.Code) is { } fault)
        {
            _problems.Add((name, fault));
            return;
        }
        var (now, was) = (DraftAnswers.Write(field, reading.Answer), _shown(row.Id, field.Code));
        // Sent as it was filled in: whoever sends it has looked at it.
        if (now != was || _draft[row.Id, field.Code].AwaitsConfirmation)
            Add(OperationKind.Set, row.Id, field.Code, null, was, now);
    }

    private void Choices()
    {
        foreach (var (name, id) in _form.Chosen)
            foreach (var row in _draft.Rows.Values)
                foreach (var field in _section.Fields)
                    if (Key(row.Id, field.Code) == name && _draft[row.Id, field.Code].Rivals.FirstOrDefault(rival => rival.Id == id) is { } right)
                        Add(OperationKind.Choose, row.Id, field.Code, null, null, right.Now);
    }

    /// <summary>How a form names the choice between two answers to one cell.</summary>
    public static string Key(Guid row, string field) => row == Guid.Empty ? field : $"{row}.{field}";

    private void Add(OperationKind kind, Guid row, string? field, string? place, string? was, string? now) =>
        _changes.Add(new Change(Guid.NewGuid(), kind, _section.Code, row, field, place, was, now, _form.Seen, _now));
}
