using System.Globalization;
using Entente.Bodies;
using Entente.Shared.Components;
using Entente.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Disclosure.Access;

/// <summary>Restricted access to what a party keeps from the body's own people: asked for, agreed to by two others, and ended.</summary>
[RecentSignIn]
public sealed class AccessPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Grants grants, People people, TimeProvider time) : BodyPage(bodies)
{
    private const int LongestPurpose = 2_000;

    private readonly Dictionary<Guid, string> _names = [];

    public IReadOnlyList<AccessGrant> All { get; private set; } = [];

    /// <summary>What is open or waits, and what is over.</summary>
    public IReadOnlyList<(string Title, IReadOnlyList<AccessGrant> Grants)> Parts => [("disclosure.access.now", [.. All.Where(IsOn)]), ("disclosure.access.before", [.. All.Where(grant => !IsOn(grant))])];

    public string? Party { get; private set; }

    public string? Of { get; private set; }

    public string? Statement { get; private set; }

    public string? Purpose { get; private set; }

    public string? Hours { get; private set; } = "1";

    public DateTimeOffset Now => time.GetUtcNow();

    public string Address => $"{BodyAddress}/access";

    public bool MayAsk => Granting.MayAsk(Me!, Body.Code);

    public IReadOnlyList<Option> Parties => [.. Body.Parties.Select(party => new Option(party.Code, Say(party.Name).Text, Search: party.Code)).OrderBy(option => option.Text, T.Alphabet)];

    /// <summary>What can be kept from the body's own people; where nothing can be any more, whatever was declared under an earlier version.</summary>
    public IReadOnlyList<Option> Definitions => [.. definitions.All(Body.Code).GroupBy(published => published.Definition.MayBeSealed).OrderByDescending(group => group.Key).FirstOrDefault()?.Select(published => new Option(published.Definition.Code, Say(published.Definition.Name).Text)) ?? []];

    public IReadOnlyList<Option> HoursOffered => [.. Enumerable.Range(1, (int)Granting.Longest.TotalHours).Select(hours => new Option(hours.ToString(CultureInfo.InvariantCulture), T["disclosure.access.hours", ("count", hours)]))];

    public static bool May(Person? reader, string body) => reader is not null && (Granting.MayAsk(reader, body) || ReadingsPage.May(reader, body));

    public async Task<IActionResult> OnGetAsync(string code, string? party, string? definition, string? statement)
    {
        (Party, Of, Statement) = (party, definition, statement);
        return await Prepare(code) ?? Page();
    }

    public async Task<IActionResult> OnPostAsync(string code, string? party, string? definition, string? statement, string? purpose, string? hours)
    {
        if (await Prepare(code) is { } refused)
            return refused;
        if (!MayAsk)
            return Refuse(StatusCodes.Status403Forbidden);
        (Party, Of, Statement, Purpose, Hours) = (party, definition, statement, purpose, hours);
        if (Body.Party(party ?? "") is null)
            Problems.Add(nameof(party), T["disclosure.access.party.missing"]);
        if (definitions.Find(code, definition ?? "") is null)
            Problems.Add(nameof(definition), T["disclosure.access.definition.missing"]);
        Guid? which = null;
        if (!string.IsNullOrWhiteSpace(statement))
            which = Guid.TryParse(statement.Trim().Split('/', '?', '#') is [.., var last] ? last : "", out var found) ? found : Guid.Empty;
        if (which == Guid.Empty)
            Problems.Add(nameof(statement), T["disclosure.access.statement.wrong"]);
        if (purpose?.Trim() is not { Length: >= Granting.ShortestPurpose and <= LongestPurpose })
            Problems.Add(nameof(purpose), T["disclosure.access.purpose.missing", ("least", Granting.ShortestPurpose)]);
        if (!int.TryParse(hours, NumberStyles.None, CultureInfo.InvariantCulture, out var lasts) || lasts < 1 || TimeSpan.FromHours(lasts) > Granting.Longest)
            Problems.Add(nameof(hours), T["disclosure.access.hours.missing"]);
        if (Problems.Any)
            return Again();
        await grants.Ask(Me!, new AccessGrant(Guid.CreateVersion7(Now), code, party!, definition!, which, null, null, Me!.Id, purpose!.Trim(), TimeSpan.FromHours(lasts), Now, null, null, null, null, false, []), Cancelled);
        return Go(Address);
    }

    public Task<IActionResult> OnPostApproveAsync(string code, Guid id) => Do(code, id, grants.Approve);

    public Task<IActionResult> OnPostEndAsync(string code, Guid id) => Do(code, id, grants.End);

    public string NameOf(Guid person) => _names.GetValueOrDefault(person, "");

    public string PartyName(string party) => Body.Party(party) is { } known ? Say(known.Name).Text : party;

    public string DefinitionName(string definition) => definitions.Find(Body.Code, definition) is { } published ? Say(published.Definition.Name).Text : definition;

    private bool IsOn(AccessGrant grant) => grant.On(Now) is GrantState.Live or GrantState.Waiting;

    public bool MayApprove(AccessGrant grant) => Granting.MayApprove(Me!, grant, Now);

    public bool MayEnd(AccessGrant grant) => Granting.MayEnd(Me!, grant, Now) || Granting.MayRefuse(Me!, grant, Now);

    // texts: disclosure.access.state.*
    public string StateName(AccessGrant grant) => T[$"disclosure.access.state.{grant.On(Now).ToString().ToLowerInvariant()}", ("count", Granting.Approvals - grant.Approvers.Count)];

    public StatusKind StateKind(AccessGrant grant) => grant.On(Now) switch
    {
        GrantState.Live => StatusKind.Bad,
        GrantState.Waiting => StatusKind.Waiting,
        _ => StatusKind.Quiet,
    };

    private async Task<IActionResult> Do(string code, Guid id, Func<Person, Guid, CancellationToken, Task<bool>> act)
    {
        if (!Find(code) || !May(Me, code) || await grants.Find(Me!, id, Cancelled) is not { } grant || grant.Body != code)
            return Refuse(StatusCodes.Status404NotFound);
        return await act(Me!, id, Cancelled) ? Go(Address) : Refuse(StatusCodes.Status403Forbidden);
    }

    private async Task<IActionResult?> Prepare(string code)
    {
        if (!Find(code))
            return Refuse(StatusCodes.Status404NotFound);
        if (!May(Me, code))
            return Refuse(StatusCodes.Status403Forbidden);
        Frame.Under = AccessTabs.Of(code, "", Me).First;
        All = await grants.In(Me!, code, Cancelled);
        foreach (var person in All.SelectMany(grant => new[] { grant.Person, grant.EndedBy ?? grant.Person }.Concat(grant.Approvers)).Distinct())
            _names[person] = (await people.Find(person, Cancelled))?.Name ?? T["disclosure.readings.left"];
        return null;
    }
}
