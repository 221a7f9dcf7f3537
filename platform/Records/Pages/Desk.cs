using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Drafts;

namespace Entente.Records.Pages;

/// <summary>What lies before somebody who works on a statement: the draft, what the rules make of it, and what they say to it.</summary>
/// <param name="Content">As judged: what is not asked is empty, what is computed is filled in.</param>
/// <param name="Answers">As people gave them.</param>
/// <param name="Each">For a table with a row for each code, or each entry: which.</param>
public sealed record Desk(Filed Head, Definition Definition, OpenDraft Open, Draft Draft, Statement Answers, Statement Content, IReadOnlyList<Fault> Faults, Func<string, string?, bool> Asked, Func<string, IReadOnlyList<string>> Each)
{
    /// <summary>Whether the section, or the field of a section of fields, is asked as things stand.</summary>
    public bool IsAsked(string section, string? field = null) => Asked(section, field);

    public IEnumerable<Section> Sections => Definition.Sections.Where(section => IsAsked(section.Code));

    public IEnumerable<Fault> FaultsOf(string section) => Faults.Where(fault => fault.Section == section);

    public TaskState StateOf(Section section) => Tasks.StateOf(section, Draft.Sections[section.Code], FaultsOf(section.Code));

    /// <summary>Whether anything stands in the way of submitting it.</summary>
    public bool Blocked => Faults.Any(fault => fault.Blocks);

    /// <summary>Everybody who changed the draft, the last first, with when they last did.</summary>
    public IEnumerable<(Guid Person, DateTimeOffset At)> Workers =>
        from section in Draft.Sections.Values
        from row in section.Rows.Values
        from cell in row.Cells.Append(row.Presence)
        from head in cell.Standing
        where head.By is not null
        group head.At by head.By!.Value into person
        let at = person.Max()
        orderby at descending
        select (person.Key, at);
}

/// <summary>How far a section is.</summary>
public enum TaskState { NotStarted, InProgress, ToConfirm, Completed, Problem }

/// <summary>How far each section of a draft is: pure.</summary>
public static class Tasks
{
    /// <summary>What is merely not answered yet: no reason to alarm anybody who has not come to it.</summary>
    private static readonly string[] Unanswered = ["required", "least", "missing-row"];

    public static TaskState StateOf(Section section, DraftSection draft, IEnumerable<Fault> faults)
    {
        var wrong = faults.Where(fault => fault.Blocks).ToList();
        if (wrong.Exists(fault => !Unanswered.Contains(fault.Rule, StringComparer.Ordinal)) && Begun(section, draft))
            return TaskState.Problem;
        if (!Begun(section, draft))
            return TaskState.NotStarted;
        if (AnyToConfirm(draft))
            return TaskState.ToConfirm;
        return wrong.Count > 0 ? TaskState.InProgress : TaskState.Completed;
    }

    // A table that somebody emptied was begun as well; one whose rows are given only when something was said in one of them.
    private static bool Begun(Section section, DraftSection draft) =>
        section.IsTable
            ? section.Rows!.ForEach is null ? draft.Rows.Count > 0 : draft.Rows.Values.Any(row => row.Cells.Skip(1).Any(cell => cell.Value is not null || cell.Standing.Count > 0))
            : draft.Rows.Values.Any(row => row.Cells.Any(cell => cell.Value is not null || cell.Standing.Count > 0));

    private static bool AnyToConfirm(DraftSection draft) => draft.Rows.Values.Any(row => !row.Removed && row.Cells.Any(cell => cell.AwaitsConfirmation));
}
