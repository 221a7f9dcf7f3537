using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Pages;
using Entente.Records.Reading;
using Entente.Records.Writing;
using Entente.Shared.Components;
using Entente.Shared.Data;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Disclosing;

/// <summary>Something for which the party says who reads it, on its page.</summary>
public sealed record ChosenView(Chosen Of, string Name, string? Label, IReadOnlyList<Option> Options, string Value, DateEntry Opens, DateOnly? Latest);

/// <summary>Who may read a statement: chosen while it is prepared, changed once it was declared.</summary>
public sealed class ReadersPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, Readings readings, Database database, Door door) : StatementPages(bodies, definitions, desks)
{
    public ChoiceInForce InForce { get; private set; } = null!;

    public IReadOnlyList<SharedSince> Changes { get; private set; } = [];

    public ChoiceWords Who { get; private set; } = null!;

    public IReadOnlyList<ChosenView> Parts { get; private set; } = [];

    /// <summary>What is chosen goes with the draft; else it changes what was declared.</summary>
    public bool Prepares => InForce.Generation is not null && MayWork;

    public bool MayChange => !Prepares && Head.Version > 0 && Definition.Kind == Entente.Bodies.Definitions.DefinitionKind.Return && Actor.Of(Me!).May([.. Choosing.MayShare(Definition)], Body.Code, Head.Party);

    public bool MayChoose => Parts.Count > 0 && (Prepares || MayChange);

    public string? Because { get; private set; }

    public string Key { get; private set; } = Guid.NewGuid().ToString("N");

    public bool Saved { get; private set; }

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id)
    {
        if (await FindReaders(body, definition, id) is { } refused)
            return refused;
        Because = Prepares ? InForce.Because : null;
        Saved = Request.Query["saved"] == "1";
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string body, string definition, Guid id, string? key, string? because, int expected)
    {
        if (await FindReaders(body, definition, id) is { } refused)
            return refused;
        if (!MayChoose)
            return Refuse(StatusCodes.Status403Forbidden);
        Key = key is { Length: > 0 and <= Once.Longest } ? key : Key;
        Because = because is { Length: <= 2000 } && !string.IsNullOrWhiteSpace(because) ? because.Trim() : null;
        var choice = Sent();
        if (!Prepares && Because is null)
            Problems.Add("because", T["records.page.reason.missing"]);
        if (Problems.Any)
            return Again();
        return Prepares ? await Keep(choice) : await Change(choice, expected);
    }

    private async Task<IActionResult> Keep(string choice)
    {
        foreach (var fault in Choosing.Faults(Definition, InForce.ShownTo, choice, Latest))
            Problems.Add(SayFault(fault));
        if (Problems.Any)
            return Again();
        await database.Write(connection => ChoiceReading.Keep(connection, Head.Id, InForce.Generation!.Value, choice, Because, Cancelled), Cancelled);
        return Go($"{Address}/view/readers?saved=1");
    }

    private async Task<IActionResult> Change(string choice, int expected)
    {
        var reply = await door.Do(new ShowTo(Head.Id, Body.Code, Definition.Code, expected, choice, Because!), Actor.Of(Me!), new Once(Key, System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{Head.Id} {expected} {choice} {Because}"))), Cancelled);
        if (reply.Done)
            return Go($"{Address}/view/readers?saved=1");
        foreach (var fault in reply.Faults)
            Problems.Add(SayFault(fault));
        return Again(reply.Faults.Any(fault => fault.Rule == Refusals.Moved) ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity);
    }

    private async Task<IActionResult?> FindReaders(string body, string definition, Guid id)
    {
        if (await FindHead(body, definition, id) is { } refused)
            return refused;
        var (inForce, changes) = await readings.As(Me, Showing.At(id), async connection => (await ChoiceReading.Of(connection, id, Cancelled), await ChoiceReading.Changes(connection, id, Cancelled)), Cancelled);
        if (inForce is null)
            return Refuse(StatusCodes.Status404NotFound);
        (InForce, Changes, Who) = (inForce, changes, new ChoiceWords(Body, Definition, T));
        Parts = [.. Chosen.Of(Definition).Select(View)];
        return null;
    }

    private ChosenView View(Chosen of)
    {
        var now = InForce.Now;
        var (word, opens) = of.Place.Length == 0 ? (now.ShownTo, now.Opens) : (now.Of(of.Place)?.ShownTo, now.Of(of.Place)?.Opens);
        IEnumerable<string> words = of.Choices;
        if (of.ShownTo is { } usual)
            words = words.Prepend(usual);
        List<Option> options = [.. words.Distinct(StringComparer.Ordinal).Select(one => new Option(one, Who.Name(one)))];
        if (of.ShownTo is null)
            options.Insert(0, new Option("", T["records.readers.as-rest"]));
        return new ChosenView(of, of.Place.Length == 0 ? "statement" : of.Place, of.Place.Length == 0 ? null : Who.Place(of.Place), options, word ?? of.ShownTo ?? "", DateEntry.From(opens), Latest(of.OpensWithin));
    }

    // What was sent, as the text of a choice; whatever is said as the definition has it anyway is left out.
    private string Sent()
    {
        var parts = new List<PartChoice>();
        var statement = new Choice(InForce.Now.ShownTo, null, []);
        Parts = [.. Parts.Select(part => part with { Value = Request.Form[part.Name].FirstOrDefault() ?? part.Value, Opens = Entry(part.Name + "-opens") })];
        foreach (var part in Parts)
        {
            var opens = part.Latest is null ? null : ReadDate(part.Name + "-opens", part.Opens, T["records.readers.opens"], required: false);
            if (part.Of.Place.Length == 0)
                statement = new Choice(part.Value.Length == 0 ? statement.ShownTo : part.Value, opens, []);
            else if ((part.Value.Length > 0 && part.Value != part.Of.ShownTo) || opens is not null)
                parts.Add(new PartChoice(part.Of.Place, part.Value.Length == 0 || part.Value == part.Of.ShownTo ? null : part.Value, opens));
        }
        return (statement with { Parts = parts }).Text;
    }

    private DateEntry Entry(string name) => new() { Day = Request.Form[name + ".Day"], Month = Request.Form[name + ".Month"], Year = Request.Form[name + ".Year"] };

    private DateOnly? Latest(string? within) => Choosing.Latest(Body, within, Head.Period, InForce.OpenedAt, Desks.Now);
}
