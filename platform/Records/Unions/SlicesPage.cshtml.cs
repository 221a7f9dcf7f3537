using Entente.Bodies;
using Entente.Records.Pages;
using Entente.Records.Reading;
using Entente.Records.Writing;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Unions;

/// <summary>Where a union takes in what its members declared, and sees who has declared nothing and what was corrected since.</summary>
public sealed class SlicesPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, Slices slices, Door door, TimeProvider time) : StatementPages(bodies, definitions, desks)
{
    public IReadOnlyList<MemberSlice> Members { get; private set; } = [];

    public string? Done { get; private set; }

    public string Here => $"{Address}/view/slices";

    /// <summary>Whether the reader decides here; the door has the last word.</summary>
    public bool MayCompile => Serves || Actor.Of(Me!).May(["submit", "approve"], Body.Code, Head.Party);

    public string AddressOf(MemberSlice slice) => $"{DefinitionAddress}/{slice.Statement}";

    // texts: records.union.since.*
    public string SinceName(SinceUnion since) => T[$"records.union.since.{since.ToString().ToLowerInvariant()}"];

    public static StatusKind SinceKind(SinceUnion since) => since == SinceUnion.Nothing ? StatusKind.Good : StatusKind.Bad;

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id)
    {
        if (await FindUnion(body, definition, id) is { } refused)
            return refused;
        // texts: records.union.done.in, records.union.done.out
        Done = Request.Query["done"].ToString() is "in" or "out" ? T[$"records.union.done.{Request.Query["done"]}"] : null;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string body, string definition, Guid id, Guid slice, int version, bool takeOut)
    {
        if (await FindUnion(body, definition, id) is { } refused)
            return refused;
        // What the reader may not see is not there to be taken.
        if (Members.All(member => member.Statement != slice))
            return Refuse(StatusCodes.Status404NotFound);
        var reply = await door.Do(new CompileInto(slice, body, definition, version, takeOut ? null : id), Actor.Of(Me!), cancel: Cancelled);
        if (reply.Done)
            return Go($"{Here}?done={(takeOut ? "out" : "in")}");
        foreach (var fault in reply.Faults)
            Problems.Add(SayFault(fault));
        return Again();
    }

    private async Task<IActionResult?> FindUnion(string body, string definition, Guid id)
    {
        if (await FindHead(body, definition, id) is { } refused)
            return refused;
        if (Me is null || Head.Party is null || !Body.IsUnion(Head.Party))
            return Refuse(StatusCodes.Status404NotFound);
        Members = [.. (await slices.Of(Me, Body, Published, Head, Body.Today(time), Cancelled)).OrderBy(slice => PartyName(slice.Member.Code), T.Alphabet)];
        return null;
    }
}
