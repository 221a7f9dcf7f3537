using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Content;
using Entente.Records.Disclosing;
using Entente.Records.Pages.Entry;
using Entente.Records.Reading;
using Entente.Records.Registers;
using Entente.Records.Writing;
using Entente.Shared.Components;
using Entente.Shared.Data;
using Entente.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Entente.Records.Pages;

/// <summary>A warning that passes with a reason: one reason for all the places where the same rule warns.</summary>
public sealed record WarningView(string Name, string Rule, string Message, string? Places, string? Reason);

/// <summary>What the form of a step says.</summary>
/// <param name="Credential">What the passkey answered; without scripts and without a passkey nothing.</param>
public sealed record StepForm(string? Key, string? Reason, string? Shown, int Expected, DateEntry? From, DateEntry? Until, string? Act, bool Replaces, string? Credential, bool Without);

/// <summary>A step of the workflow, before it is taken: what it does, what it asks, and what stands in its way.</summary>
public sealed class StepPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, Readings readings, Door door, DelegateSignatures signatures, InstallationSecret secret) : StatementPages(bodies, definitions, desks)
{
    private const int MostPlaces = 5;

    public Step Step { get; private set; } = null!;

    public string Key { get; private set; } = Guid.NewGuid().ToString("N");

    public int Expected { get; private set; }

    public IReadOnlyList<FaultView> Blocking { get; private set; } = [];

    public IReadOnlyList<FaultView> Notes { get; private set; } = [];

    public IReadOnlyList<WarningView> Warnings { get; private set; } = [];

    public DateEntry From { get; private set; } = new();

    public DateEntry Until { get; private set; } = new();

    public string? Why { get; private set; }

    /// <summary>For an entry of a register: whether it changed, or was wrong.</summary>
    public string Kind { get; private set; } = "change";

    public bool Replaces { get; private set; }

    public string? Ticked => Replaces ? "true" : null;

    public IReadOnlyList<Option> Kinds => [new("change", T["registers.kind.change"], T["registers.kind.change.hint"]), new("correct", T["registers.kind.correct"], T["registers.kind.correct.hint"])];

    /// <summary>For an entry of a register that changes only by request: what the reader does is asked for, not done.</summary>
    public bool Asks => Requesting.Needed(Definition, Body.Code, Actor.Of(Me!)) && Requesting.Concerns(Definition, Head.State, Step);

    public bool AsksReason => Asks || Step.Reason != Reason.None;

    public string Shown { get; private set; } = "";

    /// <summary>Whether the reader has a passkey that signs what is submitted.</summary>
    public bool MaySign { get; private set; }

    /// <summary>Who is to read it, as chosen while it was prepared.</summary>
    public ChoiceInForce? InForce { get; private set; }

    public ChoiceWords Who => field ??= new ChoiceWords(Body, Definition, T);

    /// <summary>Where only the whole can be shown to others it is chosen here; where more can be, on a page of its own.</summary>
    public IReadOnlyList<Option> Audiences => !Step.Submits || !ChoosesHere ? [] : [.. Definition.Sharing.Choices.Prepend(Definition.Sharing.ShownTo).Distinct(StringComparer.Ordinal).Select(code => new Option(code, Who.Name(code)))];

    public bool ChoosesElsewhere => Step.Submits && InForce is not null && !ChoosesHere;

    private bool ChoosesHere => Chosen.Of(Definition).All(one => one is { Place: "", OpensWithin: null });

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id, string step)
    {
        if (await FindStep(body, definition, id, step) is { } refused)
            return refused;
        From = DateEntry.From(DateOnly.FromDateTime(Desks.Now.UtcDateTime).AddDays(Definition.Traits.Register?.NoticeDays ?? 0));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string body, string definition, Guid id, string step, StepForm said)
    {
        if (await FindStep(body, definition, id, step) is { } refused)
            return refused;
        if (Heard(said, out var valid))
            return Again();
        var take = Taking(id, body, definition, valid);
        if (MaySign && !said.Without)
        {
            if (await signatures.Take(HttpContext, Me!, said.Credential) is not { } signature)
            {
                Problems.Add(T[said.Credential is null ? "records.page.sign.missing" : "records.page.sign.refused"]);
                return Again();
            }
            take = take with { Signing = new Signing(Seed(id), signature) };
        }
        Command command = Asks ? new RequestChange(id, body, definition, Guid.CreateVersion7(Desks.Now), take) : take;
        var outcome = await door.Do(command, Actor.Of(Me!), new Once(Key, Digest(take)), Cancelled);
        if (!outcome.Done)
            return Refused(outcome);
        if (command is RequestChange request)
            return Go(outcome.Again ? $"{Address}/entry" : $"{Address}/entry/requests/{request.Request}");
        return Go(Step.Submits ? $"{Address}/receipts/{outcome.Version}?done=1" : Address);
    }

    /// <summary>What the passkey is to sign: the commitment of exactly what would be submitted now. Nothing is written.</summary>
    public async Task<IActionResult> OnPostSignAsync(string body, string definition, Guid id, string step, StepForm said)
    {
        if (await FindStep(body, definition, id, step) is { } refused)
            return refused;
        if (Heard(said, out var valid) || !MaySign)
            return StatusCode(StatusCodes.Status422UnprocessableEntity);
        var foreseen = await door.Do(Taking(id, body, definition, valid) with { Signing = new Signing(Seed(id), null) }, Actor.Of(Me!), null, Cancelled);
        return foreseen is { Done: true, Commitment: { } commitment } && await signatures.Ask(Me!, commitment, Cancelled) is { } options
            ? Content(options, "application/json")
            : StatusCode(StatusCodes.Status422UnprocessableEntity);
    }

    // What the form says; true when something is missing or stands in the way.
    private bool Heard(StepForm said, out Period? valid)
    {
        (Why, Expected, From, Until, Shown) = (said.Reason, said.Expected, said.From ?? new(), said.Until ?? new(), said.Shown ?? Shown);
        (Kind, Replaces) = (said.Act == "correct" ? said.Act : "change", said.Replaces);
        Key = said.Key is { Length: > 0 and <= Once.Longest } ? said.Key : Key;
        Warnings = [.. Warnings.Select(warning => warning with { Reason = Request.Form[warning.Name].ToString() })];
        valid = null;
        return Blocking.Count > 0 || Asked(out valid);
    }

    private Take Taking(Guid id, string body, string definition, Period? valid) => new(id, body, definition, Step.Code, Expected)
    {
        Content = Step.Submits ? Desk.Draft.Content(Definition) : null,
        Draft = Step.Submits ? new DraftRead(Desk.Open.Generation, Desk.Draft.Through) : null,
        Reason = string.IsNullOrWhiteSpace(Why) ? null : Why.Trim(),
        Valid = valid,
        Corrects = Kind == "correct",
        Replaces = Replaces,
        ShownTo = Audiences.Count > 1 ? Shown : Step.Submits ? InForce?.Drafted : null,
        Because = Step.Submits ? InForce?.Because : null,
        Excuses = Step.Submits ? [.. Excuses()] : [],
    };

    // The same for the question and the answer of one form, and nobody else's to guess.
    private byte[] Seed(Guid statement) =>
        HMACSHA256.HashData(secret.Derive("signed statements", 32), Encoding.UTF8.GetBytes($"{Me!.Id} {statement} {Key}"));

    private async Task<IActionResult?> FindStep(string body, string definition, Guid id, string code)
    {
        if (await FindHead(body, definition, id) is { } refused)
            return refused;
        if (Definition.Workflow.Step(code) is not { } step)
            return Refuse(StatusCodes.Status404NotFound);
        if (!Actor.Of(Me!).May(step.By, Body.Code, Head.Party))
            return Refuse(StatusCodes.Status403Forbidden);
        // Taken already, by a colleague or by pressing twice: the statement says what became of it.
        if (!step.From.Contains(Head.State, StringComparer.Ordinal) && !HttpMethods.IsPost(Request.Method))
            return Go(Address);
        (Step, Expected, Shown) = (step, Head.Version, Definition.Sharing.ShownTo);
        if (!step.Submits && Definition.Workflow.State(Head.State)?.Open != true)
            return null;
        if (await FindDesk(body, definition, id, toRead: true) is { } gone)
            return gone;
        if (!step.Submits)
            return null;
        InForce = await readings.As(Me, Showing.Nothing("who may read it, asked of those who read all of it"), connection => ChoiceReading.Of(connection, id, Cancelled), Cancelled);
        Shown = InForce?.Now.ShownTo ?? Shown;
        var faults = Desk.Faults;
        MaySign = !Asks && await signatures.Can(Me!, Cancelled);
        Blocking = [.. faults.Where(fault => fault.Blocks).Select(View)];
        Notes = [.. faults.Where(fault => fault.Level == CheckLevel.Note).Select(View)];
        Warnings = [.. faults.Where(fault => fault.Level == CheckLevel.Warning).GroupBy(fault => fault.Rule).Select(Warning)];
        return null;
    }

    private FaultView View(Fault fault) => FaultView.Of(fault, Definition, Address, SayFault(fault), MayWork, T);

    private WarningView Warning(IGrouping<string, Fault> same)
    {
        var places = same.Take(MostPlaces).Select(fault => View(fault).Place).ToList();
        if (same.Count() > MostPlaces)
            places.Add(T["records.page.more-places", ("count", same.Count() - MostPlaces)]);
        return new WarningView("excuse." + same.Key, same.Key, SayFault(same.First()), string.Join("; ", places), null);
    }

    // What has to be said for the step and was not, all at once; true when anything is missing.
    private bool Asked(out Period? valid)
    {
        foreach (var warning in Warnings.Where(warning => string.IsNullOrWhiteSpace(warning.Reason)))
            Problems.Add(warning.Name, T["records.page.warning.reason-missing", ("warning", warning.Message)]);
        if (Step.Reason == Reason.Required && string.IsNullOrWhiteSpace(Why))
            Problems.Add("reason", T["records.page.reason.missing"]);
        valid = null;
        if (Step.Submits && Definition.Kind == DefinitionKind.Register)
            valid = new Period(ReadDate("from", From, T["records.page.valid.from"]), ReadDate("until", Until, T["records.page.valid.until"], required: false));
        return Problems.Any;
    }

    private IEnumerable<Excuse> Excuses() =>
        from fault in Desk.Faults
        where fault.Level == CheckLevel.Warning
        let warning = Warnings.First(warning => warning.Rule == fault.Rule)
        select new Excuse(fault.Rule, fault.Section, fault.Row, fault.Field, warning.Reason!.Trim());

    // The same key with anything else said under it is another command.
    private byte[] Digest(Take take) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"{take.Statement} {take.Step} {take.Expected} {(take.Content is null ? 0 : Desk.Draft.Through)} {take.Valid?.From:O} {take.Valid?.Until:O} {take.ShownTo} {take.Because} {take.Reason} {take.Corrects} {take.Replaces}")));

    private PageResult Refused(Reply outcome)
    {
        foreach (var message in outcome.Faults.Where(fault => fault.Blocks).Select(SayFault).Distinct(StringComparer.Ordinal))
            Problems.Add(message);
        return Again(outcome.Faults.Any(fault => fault.Rule == Refusals.Moved) ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity);
    }
}
