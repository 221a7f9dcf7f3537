using Entente.Feel;
using Entente.Feel.Syntax;
using Entente.Records.Rules;
using Date = Entente.Feel.Values.Date;

namespace Entente.Records;

/// <summary>
/// How a day follows step by step: a formula taken apart along its first arguments, down to a day that is simply known. Each part is
/// compiled for itself, so that the sum that is shown is the one that was worked out.
/// </summary>
internal sealed class DueSum
{
    private const string WorkingDays = "add working days";

    private readonly Node _tree;
    private readonly Dictionary<Node, Formula> _parts = new(ReferenceEqualityComparer.Instance);

    public DueSum(string text, Func<string?, Formula?> compile)
    {
        Whole = compile(text)!;
        _tree = Whole.Read.Tree;
        Take(_tree, node => compile(Printer.Print(node))!);
    }

    public Formula Whole { get; }

    /// <summary>The steps, the last of which reaches the day; none where it has no deadline.</summary>
    /// <param name="value">What a formula gives in this case; null where it cannot be worked out.</param>
    public List<DutyStep> Of(Func<Formula, Value> value)
    {
        var steps = new List<DutyStep>();
        Walk(_tree, part => value(_parts[part]), steps);
        return steps.Count > 0 && steps[^1].To is null ? [] : steps;
    }

    private void Take(Node node, Func<Node, Formula> compile)
    {
        _parts[node] = compile(node);
        foreach (var child in Steps(node))
            Take(child, compile);
    }

    // The first is the day that is gone on from, or what decides between the two others.
    private static IReadOnlyList<Node> Steps(Node node) => node switch
    {
        Binary { Operator: Operator.Add or Operator.Subtract } sum => [sum.Left, sum.Right],
        Call { Function: Name { Text: WorkingDays } } call when call.Arguments.Count >= 2 && call.Arguments.All(argument => argument.Name is null) => [.. call.Arguments.Select(argument => argument.Value)],
        If choice => [choice.Condition, choice.Then, choice.Else],
        _ => [],
    };

    private static void Walk(Node node, Func<Node, Value> value, List<DutyStep> steps)
    {
        var reached = Day(value(node));
        switch (node)
        {
            case Binary { Operator: Operator.Add or Operator.Subtract } sum when value(sum.Left).Kind == Kind.Date:
                Walk(sum.Left, value, steps);
                steps.Add(new DutyStep("add", null, $"{(sum.Operator == Operator.Subtract ? "-" : "")}{Said(value(sum.Right))}", reached));
                break;
            case Call when Steps(node) is [var from, var days, ..] parts:
                Walk(from, value, steps);
                steps.Add(Working(Day(value(from)), value(days), parts.Count > 2 ? value(parts[2]) : Value.Null, reached));
                break;
            case If choice:
                var holds = value(choice.Condition) is { Kind: Kind.Boolean, AsBoolean: true };
                Walk(holds ? choice.Then : choice.Else, value, steps);
                steps.Insert(0, new DutyStep("case", $"{(holds ? "" : "not ")}{Printer.Print(choice.Condition)}", null, null));
                break;
            default:
                steps.Add(new DutyStep("start", Printer.Print(node), null, reached));
                break;
        }
    }

    // What lay between, so that it can be counted after.
    private static DutyStep Working(DateOnly? from, in Value days, in Value holidays, DateOnly? to)
    {
        var free = holidays.Kind == Kind.List ? holidays.AsList.Where(day => day.Kind == Kind.Date).Select(day => Day(day)).OfType<DateOnly>().ToHashSet() : [];
        var (off, weekends) = (new List<DateOnly>(), 0);
        if (from is { } start && to is { } end)
            for (var day = start < end ? start.AddDays(1) : end; day <= (start < end ? end : start.AddDays(-1)); day = day.AddDays(1))
            {
                if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
                    weekends++;
                else if (free.Contains(day))
                    off.Add(day);
            }
        return new DutyStep("working", null, Said(days), to, off.Count > 0 ? off : null, weekends);
    }

    private static string Said(in Value value) => value.Kind switch
    {
        Kind.DaysDuration => value.AsDaysDuration.ToString(),
        Kind.YearsDuration => value.AsYearsDuration.ToString(),
        _ => value.ToString(),
    };

    internal static DateOnly? Day(in Value value) => value.Kind == Kind.Date && value.AsDate is Date date && date.TryToDateOnly(out var day) ? day : null;
}
