using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Drafts;
using Entente.Records.Interchange;
using Entente.Records.Registers;
using Entente.Records.Rules;
using Entente.Records.Writing;
using Entente.Shared.Components;

namespace Entente.Records.Pages;

/// <summary>A page about one of the things that a body asks for.</summary>
public abstract class DefinitionPage(BodyCatalogue bodies, DefinitionCatalogue definitions) : BodyPage(bodies)
{
    /// <summary>The version in force.</summary>
    public PublishedDefinition Published { get; private set; } = null!;

    public Definition Definition { get; private protected set; } = null!;

    public string DeclarationsAddress => $"{BodyAddress}/declarations";

    public string DefinitionAddress => $"{BodyAddress}/{Definition.Code}";

    protected bool Find(string body, string definition)
    {
        if (!Find(body) || definitions.Find(body, definition) is not { } published)
            return false;
        (Published, Definition) = (published, published.Definition);
        Frame.Under = DeclarationsAddress;
        return true;
    }

    /// <summary>The parties (null: the body itself) for which the reader may begin and fill in what this definition asks.</summary>
    public IReadOnlyList<string?> DeclaresFor
    {
        get
        {
            if (Me is null || Published.Withdrawn)
                return [];
            List<string?> parties = [null];
            if (Definition.DeclaredBy != Definition.ByBody)
                parties = [.. Me.In(Body.Code).Where(holding => holding.Party is not null).Select(holding => holding.Party).Distinct(StringComparer.Ordinal)];
            return [.. parties.Where(party => Writers.May(Actor.Of(Me), Definition.Workflow, Body.Code, party, Definition.Workflow.First.Code, byBody: false))];
        }
    }

    public bool MayEnter(string? party) => DeclaresFor.Contains(party, StringComparer.Ordinal);

    /// <summary>Whether the reader is of the body's people, who enter what a party sent them otherwise.</summary>
    public bool MayEnterForParties => Me is not null && !Published.Withdrawn && Definition.DeclaredBy != Definition.ByBody && !Definition.MayBeSealed && Actor.Of(Me).Serves(Body.Code);

    protected bool MayEnterFor(string? party) => party is not null && Body.Party(party) is not null && MayEnterForParties;

    public string PartyName(string? party) =>
        party is null ? Say(Body.ShortName).Text : Body.Party(party) is { } known ? Say(known.Name).Text : party;

    /// <summary>How a statement is called: its title or number, else its party and period.</summary>
    public string NameOf(Filed head) =>
        head.Title ?? head.Number ?? string.Join(" · ", new[] { head.Party is null && head.Period is not null ? null : PartyName(head.Party), PeriodOf(head) }.OfType<string>());

    public string? PeriodOf(Filed head) => Definition.Traits.Return is { } trait ? Periods.Say(trait, head.Period, T) : null;

    /// <summary>Why two entries of a register look like one.</summary>
    public string SayAlike(Resemblance reason) => T[reason.Likeness >= 1 ? "registers.alike.same" : "registers.alike.like", ("field", Definition.FieldAt(reason.Field) is var (_, named) ? Say(named.Name).Text : reason.Field), ("ours", reason.Ours), ("theirs", reason.Theirs), ("percent", Math.Round(reason.Likeness * 100))];

    /// <summary>What is wrong, in words: what was typed, what the rules say, two answers to one question, or what may not be done.</summary>
    public string SayFault(Fault fault) =>
        InterchangeFaults.Knows(fault.Rule) ? InterchangeFaults.Say(fault, T)
        : fault.Rule == Conflict.Rule ? T["records.page.conflict"]
        : Faults.Say(fault, T, Definition, Body);

    public string StateName(string state) => Definition.Workflow.State(state) is { } known ? Say(known.Name).Text : state;

    public StatusKind StateKind(string state) => Look(Definition.Workflow, state);

    /// <summary>A standing state is good news once nobody has to look at it any more; an open one that is not the first came back.</summary>
    internal static StatusKind Look(Workflow workflow, string code) => workflow.State(code) switch
    {
        null => StatusKind.Quiet,
        { Open: true } state => state == workflow.First ? StatusKind.Neutral : StatusKind.Bad,
        { Stands: true } => workflow.From(code).Any(step => step.By.Contains("serve", StringComparer.Ordinal)) ? StatusKind.Waiting : StatusKind.Good,
        _ => workflow.From(code).Any() ? StatusKind.Waiting : StatusKind.Quiet,
    };
}
