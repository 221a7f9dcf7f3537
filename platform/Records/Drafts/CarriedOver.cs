using Entente.Bodies.Definitions;

namespace Entente.Records.Drafts;

/// <summary>A draft under another version of its definition.</summary>
internal static class CarriedOver
{
    public static DraftBeginning From(Draft draft, Definition before, Definition now, CarryFormula? formula, OpenDraft open)
    {
        var aside = new List<SetAside>(open.Aside);
        var sections = new Dictionary<string, DraftSection>(StringComparer.Ordinal);
        foreach (var section in now.Sections)
            sections[section.Code] = Carry(draft, before, now, section, formula);
        foreach (var section in before.Sections)
            if (draft.Sections.TryGetValue(section.Code, out var held))
                aside.AddRange(Lost(section, held, now));
        return new DraftBeginning(DraftOrigin.Carried, open.BaseVersion, new Draft(0, sections), aside);
    }

    private static DraftSection Carry(Draft draft, Definition before, Definition now, Section section, CarryFormula? formula)
    {
        // A section that was renamed takes its rows from where its fields came from.
        var source = before.Section(section.Code) is { } same && same.IsTable == section.IsTable ? same
            : before.Section(SourceOf(now, section) ?? "") is { } renamed && renamed.IsTable == section.IsTable ? renamed : null;
        if (source is null || !draft.Sections.TryGetValue(source.Code, out var held))
            return new DraftSection(section.Fields.Select(field => field.Code), Places.Single(section));
        var rows = (section.IsTable ? held.InOrder : held.Rows.Values).Select((row, index) =>
            new DraftRow(row.Id, new Cell(Places.At(index)), Cell.Blank, [.. section.Fields.Select(field => Carry(held, row, source, section, field, now, formula))]));
        return new DraftSection(section.Fields.Select(field => field.Code), rows);
    }

    // What contends still contends after: the changes stand as they were, known to nobody but their authors.
    private static Cell Carry(DraftSection held, DraftRow row, Section source, Section section, Field field, Definition now, CarryFormula? formula)
    {
        if (now.Carries.FirstOrDefault(carry => carry.To == $"{section.Code}.{field.Code}") is { } carry)
        {
            var from = carry.From.Split('.')[^1];
            if (carry.Formula is null)
                return source.Field(from) is { } copied && copied.Type == field.Type ? Renewed(held[row.Id, from]) : Cell.Blank;
            return formula is not null && DraftAnswers.Write(field, formula(carry, name => source.Field(name) is { } old ? DraftAnswers.Read(old, held[row.Id, name].Value) : default)) is { } worked
                ? new Cell(worked, held[row.Id, from].AwaitsConfirmation)
                : Cell.Blank;
        }
        return source.Field(field.Code) is { } same && source.Code == section.Code && same.Type == field.Type ? Renewed(held[row.Id, field.Code]) : Cell.Blank;
    }

    private static Cell Renewed(Cell cell) => cell.Contested
        ? cell with { Heads = [.. cell.Rivals.Select(rival => rival with { Sequence = 0, Seen = 0 })], Beginnings = [.. cell.Rivals.Select(rival => new Beginning(rival.Client, 0, cell.Base))] }
        : new Cell(cell.Value, cell.AwaitsConfirmation);

    private static IEnumerable<SetAside> Lost(Section section, DraftSection held, Definition now)
    {
        foreach (var row in held.InOrder)
            foreach (var field in held.Fields)
                if (held[row.Id, field].Value is { } answer && !Carried(section, field, now))
                    yield return new SetAside(section.Code, row.Id, field, answer);
    }

    private static bool Carried(Section section, string field, Definition now) =>
        now.Carries.Any(carry => carry.From == $"{section.Code}.{field}")
        || now.Section(section.Code) is { } same && same.IsTable == section.IsTable && same.Field(field) is { } kept && kept.Type == section.Field(field)?.Type
            && now.Carries.All(carry => carry.To != $"{section.Code}.{field}");

    private static string? SourceOf(Definition now, Section section) =>
        now.Carries.FirstOrDefault(carry => carry.To.StartsWith(section.Code + ".", StringComparison.Ordinal))?.From.Split('.')[0];
}
