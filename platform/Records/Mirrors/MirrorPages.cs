using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Records.Pages;
using Entente.Shared.Components;
using Microsoft.AspNetCore.WebUtilities;
using Field = Entente.Bodies.Definitions.Field;

namespace Entente.Records.Mirrors;

/// <summary>A page about two returns that say the same from both sides, for whoever has a post in the body.</summary>
public abstract class MirrorPages(BodyCatalogue bodies, DefinitionCatalogue definitions, MirrorReading reading, TimeProvider time) : DefinitionPage(bodies, definitions)
{
    private CellText _cells = null!;

    protected MirrorReading Reading { get; } = reading;

    public Mirrored Of { get; private set; } = null!;

    public Mirror Mirror => Of.Mirror;

    public Period Period { get; private set; }

    public ListState State { get; private set; } = null!;

    public string PageAddress => $"{DefinitionAddress}/mirror";

    protected ReturnTrait Trait => Definition.Traits.Return!;

    protected DateOnly Today => Body.Today(time);

    public string PeriodCode => Periods.Code(Trait, Period);

    public string PeriodName => Periods.Say(Trait, Period, T);

    /// <summary>The fields in which rows must agree.</summary>
    public IReadOnlyList<Field> Agree => field ??= [.. Mirror.Agree.Select(code => Of.Section.Field(code)!)];

    public Field Figure => Of.Section.Field(Mirror.Figure)!;

    public string FigureName => Say(Figure.Name).Text + (Figure.Unit is { } unit ? $" ({unit})" : "");

    /// <summary>False leads to "not found": there is no comparison, or the reader has nothing to do with the body.</summary>
    protected bool FindMirror(string body, string definition, params string[] sortable)
    {
        if (!Find(body, definition) || Me?.In(Body.Code).Any() != true || Definition.Traits.Return?.Mirrors is null)
            return false;
        State = ListState.Of(Request, sortable);
        // What ended last is what can be compared.
        Period = Periods.Find(Trait, State.Filter("period"), Today) ?? Periods.Latest(Trait.Every, Today, 2).LastOrDefault();
        if (Period is not { From: { } start, Until: { } end } || Reading.Of(Body, Published, start, end) is not { } found)
            return false;
        (Of, _cells) = (found, new CellText(Body, end.AddDays(-1)));
        return true;
    }

    /// <summary>A party of the body, or a country that is none.</summary>
    public string Called(string side) => Body.Party(side) is { } party ? Say(party.Name).Text : Countries.Find(side) is { } country ? Say(country.Name).Text : side.Length == 0 ? T["records.page.blank"] : side;

    public string Show(Field field, in Answer answer) => answer.IsBlank ? T["records.page.blank"] : _cells.Show(field, answer, T.Language);

    /// <summary>Where the rows behind a line are.</summary>
    public string RowsOf(MatchLine line) => QueryHelpers.AddQueryString($"{PageAddress}/rows",
        Mirror.Agree.Zip(line.Pair.Agreeing).Select(one => KeyValuePair.Create($"k.{one.First}", (string?)one.Second))
            .Prepend(new("there", line.Pair.There)).Prepend(new("here", line.Pair.Here)).Prepend(new("period", PeriodCode)).Where(one => one.Value?.Length > 0));

    // texts: mirrors.outcome.*
    public string Say(MatchOutcome outcome) => T[$"mirrors.outcome.{Word(outcome)}", ("side", Say(outcome == MatchOutcome.OnlyHere ? Mirror.Side : Mirror.TheirSide).Text)];

    public static string Word(MatchOutcome outcome) => outcome switch
    {
        MatchOutcome.Matched => "matched",
        MatchOutcome.Differs => "differs",
        MatchOutcome.OnlyHere => "only-here",
        _ => "only-there",
    };

    public static StatusKind Look(MatchOutcome outcome) => outcome switch { MatchOutcome.Matched => StatusKind.Good, MatchOutcome.Differs => StatusKind.Waiting, _ => StatusKind.Bad };
}
