using Entente.Feel.Dmn.Translating;
using Entente.Feel.Running;
using Entente.Feel.Values;

namespace Entente.Feel.Dmn.Tables;

/// <summary>Makes one answer of the rows that apply, as the hit policy says.</summary>
/// <param name="table">As written.</param>
/// <param name="types">The types of the outputs.</param>
/// <param name="ranks">The allowed values of the outputs in order of priority.</param>
/// <param name="defaults">What is answered when no row applies.</param>
internal sealed class Answering(DecisionTable table, ItemType[] types, ConstantCell?[] ranks, Rule?[] defaults)
{
    private readonly Shape? _shape = table.Outputs.Count > 1 ? Shape.Of([.. table.Outputs.Select(output => output.Name!)]) : null;

    public Rule?[] Defaults => defaults;

    public Value Of(Hits hits)
    {
        var first = hits.Next();
        if (first < 0)
            return Nothing(hits.Evaluation);
        return table.Policy switch
        {
            HitPolicy.Unique => Unique(ref hits, first),
            HitPolicy.Any => Any(ref hits, first),
            HitPolicy.First => Answer(hits, first),
            HitPolicy.Priority => Foremost(ref hits, first),
            HitPolicy.Collect when table.Aggregation != Aggregation.None => Aggregate(All(ref hits, first)),
            HitPolicy.OutputOrder => Value.Of(InOrder(All(ref hits, first))),
            _ => Value.Of(All(ref hits, first)),
        };
    }

    private Value Nothing(Evaluation evaluation)
    {
        if (!defaults.Any(rule => rule is not null))
            return table is { Policy: HitPolicy.Collect, Aggregation: Aggregation.Count } ? Value.Of(0) : default;
        if (_shape is null)
            return Checked(0, defaults[0]!.Root(evaluation), evaluation);
        return Value.Of(new Context(_shape, [.. defaults.Select((rule, output) => rule is null ? default : Checked(output, rule.Root(evaluation), evaluation))]));
    }

    private Value Unique(ref Hits hits, int first)
    {
        var second = hits.Next();
        return second < 0 ? Answer(hits, first) : Failed("several-rows-apply", first, second);
    }

    private Value Any(ref Hits hits, int first)
    {
        var answer = Answer(hits, first);
        for (var next = hits.Next(); next >= 0; next = hits.Next())
            if (Answer(hits, next) != answer)
                return Failed("rows-disagree", first, next);
        return answer;
    }

    private Value Foremost(ref Hits hits, int first)
    {
        var best = Answer(hits, first);
        for (var next = hits.Next(); next >= 0; next = hits.Next())
        {
            var answer = Answer(hits, next);
            if (Before(answer, best) < 0)
                best = answer;
        }
        return best;
    }

    private FeelList All(ref Hits hits, int first)
    {
        var answers = new FeelList.Builder();
        for (var row = first; row >= 0; row = hits.Next())
            answers.Add(Answer(hits, row));
        return answers.ToList();
    }

    private FeelList InOrder(FeelList answers) => FeelList.Of([.. answers.Order(Comparer<Value>.Create((a, b) => Before(a, b)))]);

    private Value Failed(string code, int first, int second) => Value.Failed(new Finding(code, default, [$"{first + 1}", $"{second + 1}", table.Name ?? ""]));

    private Value Answer(in Hits hits, int row)
    {
        if (_shape is null)
            return Checked(0, hits.Answer(row, 0), hits.Evaluation);
        var values = new Value[_shape.Count];
        for (var output = 0; output < values.Length; output++)
            values[output] = Checked(output, hits.Answer(row, output), hits.Evaluation);
        return Value.Of(new Context(_shape, values));
    }

    private Value Checked(int output, Value value, Evaluation evaluation)
    {
        var coerced = types[output].Coerce(evaluation, value);
        return coerced.IsNull || ranks[output] is not { } allowed || allowed.Accepts(coerced) == true ? coerced : Value.Failed(new Finding("not-allowed", default, [ItemType.Shown(coerced), table.Outputs[output].Name ?? table.Name ?? ""]));
    }

    /// <summary>Less than zero when the first answer stands before the second in the allowed values, looked at output by output.</summary>
    private int Before(in Value first, in Value second)
    {
        for (var output = 0; output < ranks.Length; output++)
            if (ranks[output] is { } rank)
            {
                var order = rank.PlaceOf(Output(first, output)).CompareTo(rank.PlaceOf(Output(second, output)));
                if (order != 0)
                    return order;
            }
        return 0;
    }

    private Value Output(in Value answer, int output) => _shape is null ? answer : answer.AsContext[output];

    private Value Aggregate(FeelList answers) => table.Aggregation switch
    {
        Aggregation.Count => Value.Of(answers.Count),
        Aggregation.Sum => Sum(answers),
        Aggregation.Min => Extreme(answers, -1),
        _ => Extreme(answers, 1),
    };

    private static Value Sum(FeelList answers)
    {
        var sum = Number.Zero;
        foreach (ref readonly var answer in answers.AsSpan())
        {
            if (answer.Kind != Kind.Number)
                return answer.Problem is null ? Value.Failed(new Finding("wrong-type", default, ["number", Words.Of(answer.Kind)])) : answer;
            if (!Number.TryAdd(sum, answer.AsNumber, out sum))
                return Value.Failed(new Finding("out-of-range", default, []));
        }
        return Value.Of(sum);
    }

    private static Value Extreme(FeelList answers, int sign)
    {
        var best = answers[0];
        foreach (ref readonly var answer in answers.AsSpan())
        {
            if (Value.Order(answer, best) is not { } order)
                return answer.Problem is null ? Value.Failed(new Finding("compared-types", default, [Words.Of(answer.Kind), Words.Of(best.Kind)])) : answer;
            if (order * sign > 0)
                best = answer;
        }
        return best;
    }
}
