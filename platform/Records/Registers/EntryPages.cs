using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Records.Pages;
using Entente.Records.Writing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Entente.Records.Registers;

/// <summary>A page about one entry of a register, with all that was ever known of it.</summary>
public abstract class EntryPages(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, EntryReading reading) : StatementPages(bodies, definitions, desks)
{
    public EntryFile Entry { get; private set; } = null!;

    public CellText Cells { get; private set; } = null!;

    public string EntryAddress => $"{Address}/entry";

    protected async Task<IActionResult?> FindEntry(string body, string definition, Guid id)
    {
        if (await FindHead(body, definition, id) is { } refused)
            return refused;
        Entry = await reading.Read(Me, Published, Head.Id, Cancelled);
        Cells = await Desks.Cells(Me, Body, Definition, Head, Cancelled);
        return null;
    }

    /// <summary>Whether the reader may end the entry, bring it back, merge it: whoever submits for its party, and the body's serving people.</summary>
    public bool MayAmend => Me is not null && Head.Version > 0 && Definition.Workflow.State(Head.State)?.Stands == true
        && (Actor.Of(Me).May(["submit"], Body.Code, Head.Party) || Actor.Of(Me).Serves(Body.Code));

    /// <summary>What it says on the last of its days.</summary>
    protected Statement? Latest() => Entry.History.Stretches(null) is [.., var last] ? Entry.History.At(last.From, null) : null;

    /// <summary>Whether what the reader does is only asked for, until the body's people agree.</summary>
    public bool Asks => Me is not null && Requesting.Needed(Definition, Body.Code, Actor.Of(Me));

    // texts: registers.asks.*
    public string Asking(string act) => T.Has($"registers.asks.{act}") ? T[$"registers.asks.{act}"] : Definition.Workflow.Step(act) is { } step ? Say(step.Name).Text : act;

    public string Show(Field field, in Answer answer) => Cells.Show(field, answer, T.Language);

    /// <summary>What an entry is called by what it says; as it is filed where that names nothing.</summary>
    public string TitleOf(Statement? said) =>
        said is not null && string.Join(" · ", Naming.Select(one => Show(one.Field, said[one.Section.Code, one.Field.Code])).Where(text => text.Length > 0)) is { Length: > 0 } title ? title : Head.Title ?? T["records.page.untitled"];

    public string At(Moment moment) => QueryHelpers.AddQueryString(EntryAddress, Query(moment, "on", "known"));

    protected static IEnumerable<KeyValuePair<string, string?>> Query(Moment moment, string on, string known)
    {
        yield return new(on, moment.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        if (moment.Known is { } at)
            yield return new(known, Moment.Text(at));
    }

    private IEnumerable<(Section Section, Field Field)> Naming => Definition.Traits.Register!.Title.Select(Definition.FieldAt).OfType<(Section, Field)>();
}
