using Entente.Bodies;
using Entente.Records.Pages;
using Entente.Records.Writing;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Cases;

/// <summary>Asks somebody else what they think of a case.</summary>
public sealed class ReferPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, CaseDesk cases, Door door) : StatementPages(bodies, definitions, desks)
{
    public string? To { get; private set; }

    public string? Question { get; private set; }

    public IReadOnlyList<string> Shown => [.. Definition.Traits.Case!.Referrals!.Shows.Select(code => Definition.Section(code)).OfType<Entente.Bodies.Definitions.Section>().Select(section => Say(section.Name).Text)];

    public DateOnly Until => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Clocks.End(Definition.Traits.Case!.Referrals!.Within, Desks.Now, Body), TimeZoneInfo.FindSystemTimeZoneById(Body.Zone)).DateTime).AddDays(-1);

    public IReadOnlyList<Option> Somebody => field ??=
    [
        .. Body.Posts.Where(post => post.For == PostFor.Body).Select(post => new Option("post:" + post.Code, Say(post.Name).Text)),
        .. Body.Parties.Where(party => party.Code != Head.Party).Select(party => new Option("party:" + party.Code, Say(party.Name).Text, Search: party.Code)).OrderBy(option => option.Text, T.Alphabet),
    ];

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id) => await FindCase(body, definition, id) ?? Page();

    public async Task<IActionResult> OnPostAsync(string body, string definition, Guid id, string? to, string? question)
    {
        if (await FindCase(body, definition, id) is { } refused)
            return refused;
        (To, Question) = (to, question);
        if (string.IsNullOrWhiteSpace(to))
            Problems.Add(nameof(to), T["records.case.refer.to.missing"]);
        if (string.IsNullOrWhiteSpace(question) || question.Length > 5000)
            Problems.Add(nameof(question), T["records.case.refer.question.missing"]);
        if (Problems.Any)
            return Again();
        var reply = await door.Do(new Refer(id, body, definition, Guid.CreateVersion7(Desks.Now), to!, question!), Actor.Of(Me!), cancel: Cancelled);
        if (reply.Done)
            return Go(Address);
        foreach (var fault in reply.Faults)
            Problems.Add(nameof(to), SayFault(fault));
        return Again();
    }

    private async Task<IActionResult?> FindCase(string body, string definition, Guid id)
    {
        if (await FindHead(body, definition, id) is { } refused)
            return refused;
        return await cases.Find(Me, Body, Definition, Head, Cancelled) is { MayRefer: true } ? null : Refuse(StatusCodes.Status404NotFound);
    }
}
