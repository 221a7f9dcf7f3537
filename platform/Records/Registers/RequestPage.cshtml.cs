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

/// <summary>What an entry would say, beside what it says now.</summary>
public sealed record AskedContent(string Heading, bool IsNew, IReadOnlyList<Difference> Differences);

/// <summary>One request: what it would change, why, and the word on it.</summary>
public sealed class RequestPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, EntryReading reading, RequestReading requests, Alike alike, People people, Door door) : EntryPages(bodies, definitions, desks, reading)
{
    public EntryRequest Asked { get; private set; } = null!;

    public string Key { get; private set; } = Guid.NewGuid().ToString("N");

    public string? Reason { get; private set; }

    public string? AskedBy { get; private set; }

    public string? AnsweredBy { get; private set; }

    public IReadOnlyList<AskedContent> Contents { get; private set; } = [];

    /// <summary>Of a merger: the entry that is to stand for both.</summary>
    public Filed? Into { get; private set; }

    public IReadOnlyList<Duplicate> Duplicates { get; private set; } = [];

    /// <summary>The entry changed since: it cannot be agreed to any more.</summary>
    public bool Outdated => Asked.OnVersion != Head.Version;

    public string RequestsAddress => $"{DefinitionAddress}/requests";

    private bool IsMine => Me is { } me && Asked.By == me.Id;

    public bool MayAnswer => Serves && !IsMine;

    public bool MayWithdraw => IsMine || Actor.Of(Me!).May(["enter", "submit"], Body.Code, Head.Party);

    public string What => Asking(Asked.Act);

    public NoticeKind Notice => Asked.Outcome switch { RequestOutcome.Agreed => NoticeKind.Success, RequestOutcome.Refused => NoticeKind.Problem, _ => NoticeKind.Info };

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id, Guid request) => await FindRequest(body, definition, id, request) ?? Page();

    public async Task<IActionResult> OnPostAsync(string body, string definition, Guid id, Guid request, string? word, string? reason, string? key)
    {
        if (await FindRequest(body, definition, id, request) is { } refused)
            return refused;
        Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();
        Key = key is { Length: > 0 and <= Once.Longest } ? key : Key;
        if (!Enum.TryParse<RequestOutcome>(word, ignoreCase: true, out var outcome) || !Enum.IsDefined(outcome))
            return Refuse(StatusCodes.Status400BadRequest);
        if (outcome == RequestOutcome.Withdrawn ? !MayWithdraw : !Serves)
            return Refuse(StatusCodes.Status403Forbidden);
        if (outcome == RequestOutcome.Refused && Reason is null)
        {
            Problems.Add("reason", T["registers.request.refuse.missing"]);
            return Again();
        }
        var answer = new AnswerRequest(id, Body.Code, Definition.Code, request, outcome, Reason);
        var reply = await door.Do(answer, Actor.Of(Me!), new Once(Key, SHA256.HashData(Encoding.UTF8.GetBytes(answer.ToString()))), Cancelled);
        if (reply.Done)
            return Go(Request.Path);
        foreach (var message in reply.Faults.Where(fault => fault.Blocks).Select(SayFault).Distinct(StringComparer.Ordinal))
            Problems.Add(message);
        return Again(reply.Faults.Any(fault => fault.Rule is Refusals.Moved or Refusals.NoRequest) ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity);
    }

    public string Text(Field field, in Answer answer) => Show(field, answer) is { Length: > 0 } text ? text : T["records.page.blank"];

    private async Task<IActionResult?> FindRequest(string body, string definition, Guid id, Guid request)
    {
        if (await FindEntry(body, definition, id) is { } refused)
            return refused;
        if (await requests.Find(Me!, Published, id, request, Cancelled) is not var (asked, wanted))
            return Refuse(StatusCodes.Status404NotFound);
        Asked = asked;
        (AskedBy, AnsweredBy) = (await PersonOf(asked.By), await PersonOf(asked.SettledBy));
        Contents = [.. ContentsOf(wanted)];
        if (wanted is Amend { Into: { } survivor })
            Into = await Desks.Head(Me, Body.Code, Definition.Code, survivor, Cancelled);
        if (asked.Waits && Serves && wanted is Take { Content: { } said })
            Duplicates = await alike.Of(Me, Published, id, said, Cancelled);
        return null;
    }

    // What it says from the first of its days, as known before: what was agreed to is compared with what it took the place of.
    private IEnumerable<AskedContent> ContentsOf(Command wanted)
    {
        var stretches = Entry.History.Stretches(Asked.At);
        var day = Asked.Valid?.From ?? (stretches is [var first, ..] ? first.From : DateOnly.MinValue);
        var known = Asked.Waits ? (DateTimeOffset?)null : Asked.At;
        var before = Entry.History.At(day, known) ?? (stretches is [.., var last] ? Entry.History.At(last.From, known) : null);
        if (wanted is Take { Content: { } said })
            yield return Of(T["registers.request.content"], before, said);
        if (wanted is not Split split)
            yield break;
        if (split.GoesOn is { } goesOn)
            yield return Of(T["registers.split.goes-on"], before, goesOn);
        foreach (var (number, part) in split.Parts.Index())
            yield return Of(T["registers.split.part", ("number", number + (split.GoesOn is null ? 1 : 2))], before, part.Content);
    }

    private AskedContent Of(string heading, Statement? before, Statement after) => new(heading, before is null, [.. EntryHistory.Between(Definition, before, after)]);

    private async Task<string?> PersonOf(Guid? id) => id is { } person ? (await people.Find(person, Cancelled))?.Name : null;
}
