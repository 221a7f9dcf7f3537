using System.Security.Cryptography;
using System.Text;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Pages;
using Entente.Records.Writing;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;
using Field = Entente.Bodies.Definitions.Field;

namespace Entente.Records.Registers;

/// <summary>A field by which the parts of an entry are told apart, as it is typed for one of them.</summary>
public sealed record PartCell(string Name, Section Section, Field Field, string Text);

public sealed record PartForm(int Number, IReadOnlyList<PartCell> Cells);

/// <summary>One entry becomes two or more: each is called what is typed here, and says for the rest what the entry says.</summary>
public sealed class SplitPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, EntryReading reading, Door door) : EntryPages(bodies, definitions, desks, reading)
{
    public const int Most = 6;

    public string Key { get; private set; } = Guid.NewGuid().ToString("N");

    /// <summary>Of which the ids of the parts are made, so that what is sent twice is the same.</summary>
    public Guid Seed { get; private set; } = Guid.CreateVersion7();

    public int Expected { get; private set; }

    public DateEntry From { get; private set; } = new();

    public string? Reason { get; private set; }

    /// <summary>The entry itself goes on, as the first.</summary>
    public bool GoesOn { get; private set; }

    public string? Kept => GoesOn ? "true" : null;

    public IReadOnlyList<PartForm> Parts { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id)
    {
        if (await FindSplit(body, definition, id) is { } refused)
            return refused;
        From = DateEntry.From(Moment.DayOf(Desks.Now, Body).AddDays(Definition.Traits.Register!.NoticeDays));
        Parts = [.. Forms(2)];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string body, string definition, Guid id, string? key, Guid seed, int expected, DateEntry from, string? reason, bool goeson, int? more)
    {
        if (await FindSplit(body, definition, id) is { } refused)
            return refused;
        (Expected, From, Reason, GoesOn, Seed) = (expected, from, reason, goeson, seed == Guid.Empty ? Seed : seed);
        Key = key is { Length: > 0 and <= Once.Longest } ? key : Key;
        Parts = [.. Forms(Enumerable.Range(1, Most).Last(number => number <= 2 || Request.Form.Keys.Any(name => name.StartsWith($"p{number}.", StringComparison.Ordinal))))];
        if (more is { } count)
        {
            Parts = [.. Forms(count)];
            return Page();
        }
        var day = ReadDate("from", From, T["registers.do.from"], required: false);
        if (string.IsNullOrWhiteSpace(reason))
            Problems.Add("reason", T["records.page.reason.missing"]);
        var contents = Parts.Select(part => Content(part, day)).ToList();
        if (Problems.Any)
            return Again();
        var split = new Split(Head.Id, Body.Code, Definition.Code, Expected, day, GoesOn ? contents[0] : null,
            [.. contents.Skip(GoesOn ? 1 : 0).Select((content, at) => new SplitPart(IdOf(at), content))], reason!.Trim());
        Command command = Asks ? new RequestChange(Head.Id, Body.Code, Definition.Code, Guid.CreateVersion7(Desks.Now), split) : split;
        var said = string.Join('\n', Parts.SelectMany(part => part.Cells).Select(cell => $"{cell.Name}={cell.Text}").Append($"{Expected} {day:O} {GoesOn} {Seed} {reason}"));
        var outcome = await door.Do(command, Actor.Of(Me!), new Once(Key, SHA256.HashData(Encoding.UTF8.GetBytes(said))), Cancelled);
        if (outcome.Done)
            return Go(EntryAddress);
        foreach (var message in outcome.Faults.Where(fault => fault.Blocks).Select(SayFault).Distinct(StringComparer.Ordinal))
            Problems.Add(message);
        return Again(outcome.Faults.Any(fault => fault.Rule == Refusals.Moved) ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity);
    }

    private async Task<IActionResult?> FindSplit(string body, string definition, Guid id)
    {
        if (await FindEntry(body, definition, id) is { } refused)
            return refused;
        if (!MayAmend || Latest() is null)
            return Refuse(StatusCodes.Status403Forbidden);
        Expected = Head.Version;
        return null;
    }

    // What tells entries apart: their names, their keys, and what is compared to find the same one twice.
    private IEnumerable<(Section Section, Field Field)> Telling =>
        Definition.Traits.Register!.Title.Concat(Definition.Traits.Register.Key).Concat(Definition.Traits.Register.Alike).Select(Definition.FieldAt).OfType<(Section, Field)>().Distinct();

    private IEnumerable<PartForm> Forms(int count)
    {
        var said = Latest()!;
        for (var number = 1; number <= Math.Clamp(count, 2, Most); number++)
            yield return new PartForm(number, [.. Telling.Select(at => Cell(number, at.Section, at.Field, said))]);
    }

    private PartCell Cell(int number, Section section, Field field, Statement said)
    {
        var name = $"p{number}.{section.Code}.{field.Code}";
        var text = Request.HasFormContentType ? Request.Form[name].ToString() : number == 1 ? Cells.Write(field, said[section.Code, field.Code], T.Language) : "";
        return new PartCell(name, section, field, text);
    }

    private Statement Content(PartForm part, DateOnly? day)
    {
        var said = (day is { } on ? Entry.History.At(on, null) : null) ?? Latest()!;
        var content = new Statement(Definition);
        foreach (var section in Definition.Sections)
            if (section.IsTable)
                content.Rows(section.Code).AddRange(said.Rows(section.Code));
            else
                said.Fields(section.Code).Answers.CopyTo(content.Fields(section.Code).Answers, 0);
        foreach (var cell in part.Cells)
        {
            var read = Cells.Read(cell.Field, cell.Text, T.Language);
            if (read.At(cell.Section.Code, null, null, cell.Field.Code) is { } fault)
                Problems.Add(cell.Name, SayFault(fault));
            else if (read.Answer.IsBlank && cell.Field.Required == "true")
                Problems.Add(cell.Name, SayFault(new Fault("required", CheckLevel.Error, cell.Section.Code, null, null, cell.Field.Code)));
            else
                content[cell.Section.Code, cell.Field.Code] = read.Answer;
        }
        return content;
    }

    private Guid IdOf(int part)
    {
        var bytes = Seed.ToByteArray();
        bytes[15] ^= (byte)(part + 1);
        return new Guid(bytes);
    }
}
