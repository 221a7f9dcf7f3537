using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Microsoft.AspNetCore.Mvc;
using Field = Entente.Bodies.Definitions.Field;

namespace Entente.Records.Mirrors;

/// <summary>The rows of one side behind a line.</summary>
public sealed record BehindSide(string Id, string Side, PublishedDefinition Published, Section Section, IReadOnlyList<BehindRow> Rows)
{
    public decimal Sum(string figure) => Rows.Sum(row => row.Row[Section, figure] is { HasValue: true } answer && answer.Value.AsNumber.TryToDecimal(out var number) ? number : 0);
}

/// <summary>The rows of both sides behind one line of the comparison, each with the statement that it stands in.</summary>
public sealed class MirrorRowsPage(BodyCatalogue bodies, DefinitionCatalogue definitions, MirrorReading reading, TimeProvider time) : MirrorPages(bodies, definitions, reading, time)
{
    public Pair Pair { get; private set; } = null!;

    public IReadOnlyList<BehindSide> Sides { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string body, string definition)
    {
        if (!FindMirror(body, definition, "here"))
            return Refuse(StatusCodes.Status404NotFound);
        Pair = Pair.Of(State.Filter("here") ?? "", State.Filter("there") ?? "", Mirror.Agree.Select(code => State.Filter($"k.{code}") ?? ""));
        var (here, there) = await Reading.Behind(Me!, Of, Pair, Cancelled);
        if (here.Count + there.Count == 0)
            return Refuse(StatusCodes.Status404NotFound);
        Sides = [new BehindSide("here", Say(Mirror.Side).Text, Of.Mine, Of.Section, here), new BehindSide("there", Say(Mirror.TheirSide).Text, Of.Theirs, Of.TheirSection, there)];
        return Page();
    }

    /// <summary>What the rows agree in, in words.</summary>
    public string About => string.Join(" · ", Agreed(Sides.First(side => side.Rows.Count > 0)).Prepend($"{Called(Pair.Here)} ← {Called(Pair.There)}"));

    public string ListAddress => $"{PageAddress}?period={PeriodCode}";

    private IEnumerable<string> Agreed(BehindSide side) => Mirror.Agree.Select(code => Show(side.Section.Field(code)!, side.Rows[0].Row[side.Section, code]));

    public string StatementAddress(BehindSide side, BehindRow row) => $"{BodyAddress}/{side.Published.Definition.Code}/{row.Statement}";

    public string Cell(Field field, in Answer answer) => answer.IsBlank ? "" : Show(field, answer);
}
