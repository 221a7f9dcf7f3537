using System.Globalization;
using Entente.Bodies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Entente.Disclosure.Access;

/// <summary>What was unusual about who read what: for whoever watches over the body with the reasons, for a party as far as its records were among it.</summary>
public sealed class UnusualPage(BodyCatalogue bodies, Alerts alerts) : BodyPage(bodies)
{
    private const int ShortestNote = 3;
    private const int LongestNote = 2_000;

    public IReadOnlyList<AlertShown> All { get; private set; } = [];

    public bool Watches => Granting.Watches(Me!, Body.Code);

    public string Address => $"{BodyAddress}/unusual";

    public async Task<IActionResult> OnGetAsync(string code) => await Prepare(code) ?? Page();

    public async Task<IActionResult> OnPostAsync(string code, Guid id)
    {
        if (await Prepare(code) is { } refused)
            return refused;
        if (All.FirstOrDefault(alert => alert.Id == id) is not { } alert)
            return Refuse(StatusCodes.Status404NotFound);
        if (!MaySettle(alert))
            return Refuse(StatusCodes.Status403Forbidden);
        if (Request.Form["note" + id].ToString().Trim() is not { Length: >= ShortestNote and <= LongestNote } found)
        {
            Problems.Add("note" + id, T["disclosure.unusual.note.missing"]);
            return Again();
        }
        return await alerts.Settle(Me!, code, id, found, Cancelled) ? Go(Address) : Refuse(StatusCodes.Status403Forbidden);
    }

    /// <summary>What was typed and could not be taken stands there still.</summary>
    public string NoteOf(AlertShown alert) => Request.HasFormContentType ? Request.Form["note" + alert.Id].ToString() : "";

    public bool MaySettle(AlertShown alert) => Alerts.MaySettle(Me!, Body.Code, alert);

    /// <summary>What was read on that day by whom the alert is about; the days of a list begin at midnight UTC.</summary>
    public string ReadingsOf(AlertShown alert) => QueryHelpers.AddQueryString($"{BodyAddress}/readings", new Dictionary<string, string?>(StringComparer.Ordinal)
        { ["q"] = alert.Name, ["from"] = Iso(alert.Day), ["until"] = Iso(alert.Day) });

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public string PartyName(string party) => Body.Party(party) is { } known ? Say(known.Name).Text : party;

    private async Task<IActionResult?> Prepare(string code)
    {
        if (!Find(code))
            return Refuse(StatusCodes.Status404NotFound);
        if (!ReadingsPage.May(Me, code))
            return Refuse(StatusCodes.Status403Forbidden);
        Frame.Under = $"{BodyAddress}/readings";
        All = await alerts.In(Me!, code, Cancelled);
        return null;
    }
}
