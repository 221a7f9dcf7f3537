using Entente.Bodies;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Obligations.Assessing;

/// <summary>What a meeting finds, party by party: before the day on which all are shown, a party sees its own row and no other.</summary>
public sealed class MeetingPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Findings findings, TimeProvider time) : MeetingPages(bodies, definitions, findings, time)
{
    public ListState State { get; private set; } = null!;

    /// <summary>Each party with how often each was found.</summary>
    public IReadOnlyList<(string Party, IReadOnlyDictionary<string, int> Counts)> Parties { get; private set; } = [];

    public IReadOnlyList<Finding> Rows { get; private set; } = [];

    public int Total { get; private set; }

    public IEnumerable<Option> PartyOptions => Parties.Select(own => new Option(own.Party, PartyName(own.Party)));

    public async Task<IActionResult> OnGetAsync(string code, Guid meeting)
    {
        if (!await Find(code, meeting))
            return Refuse(StatusCodes.Status404NotFound);
        State = ListState.Of(Request, "party", "name");
        var all = await Findings.Of(Me!, meeting, Cancelled);
        Parties = [.. all.GroupBy(finding => finding.Party).OrderBy(own => PartyName(own.Key), T.Alphabet)
            .Select(own => (own.Key, (IReadOnlyDictionary<string, int>)own.CountBy(finding => finding.Verdict).ToDictionary(StringComparer.Ordinal)))];
        var asked = all.Where(finding => (State.Filter("party") is not { } party || finding.Party == party) && (State.Filter("verdict") is not { } verdict || finding.Verdict == verdict));
        var ordered = (State.Sort == "name" ? asked.OrderBy(NameOf, T.Alphabet) : asked.OrderBy(finding => PartyName(finding.Party), T.Alphabet)).ThenBy(finding => finding.Called?.Code, StringComparer.Ordinal).ToList();
        if (State.Descending)
            ordered.Reverse();
        if (State.AsCsv)
            return new CsvDownload($"{code}-assessment-{Meeting.Year}", ["party", "code", "name", "draft", "provisional", "final", "reply", "plan"],
                ordered.Select(finding => (IReadOnlyList<object?>)[finding.Party, finding.Called?.Code, NameOf(finding), finding.Draft, finding.Provisional, finding.Final, finding.Reply, finding.Plan]));
        Total = ordered.Count;
        Rows = [.. ordered.Skip(State.Offset).Take(ListState.Size)];
        return Page();
    }
}
