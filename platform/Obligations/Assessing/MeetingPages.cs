using Entente.Bodies;
using Entente.Shared.Components;

namespace Entente.Obligations.Assessing;

/// <summary>A page of one meeting. What the reader may not see of it yet is not there.</summary>
public abstract class MeetingPages(BodyCatalogue bodies, DefinitionCatalogue definitions, Findings findings, TimeProvider time) : BodyPage(bodies)
{
    protected Findings Findings { get; } = findings;

    public Meeting Meeting { get; private set; } = null!;

    public DateOnly Today { get; private set; }

    public bool Serving { get; private set; }

    public string AssessmentsAddress => $"{BodyAddress}/assessments";

    public string MeetingAddress => $"{AssessmentsAddress}/{Meeting.Id}";

    public string PartyName(string code) => Body.Party(code) is { } party ? Say(party.Name).Text : code;

    public string NameOf(Finding finding) => (finding.Called?.Title ?? definitions.Find(Body.Code, finding.Duty.Definition)?.Definition.Name) is { } name ? Say(name).Text : finding.Duty.Definition;

    // texts: obligations.verdict.*
    public string SayVerdict(string verdict) => T[$"obligations.verdict.{verdict}"];

    public IEnumerable<Option> VerdictOptions => Verdicts.All.Select(verdict => new Option(verdict, SayVerdict(verdict)));

    public static StatusKind Look(string verdict) => verdict switch
    {
        Verdicts.Compliant => StatusKind.Good,
        "late" or "assistance" => StatusKind.Waiting,
        Verdicts.NotCompliant or "priority" => StatusKind.Bad,
        _ => StatusKind.Quiet,
    };

    protected async Task<bool> Find(string code, Guid id)
    {
        if (!Find(code) || Body.Assessment is null || (await Findings.Meetings(Me!, code, Cancelled)).FirstOrDefault(one => one.Id == id) is not { } meeting)
            return false;
        Meeting = meeting;
        Today = Body.Today(time);
        Serving = Me!.May(Right.Serve, code);
        Frame.Under = AssessmentsAddress;
        return true;
    }
}
