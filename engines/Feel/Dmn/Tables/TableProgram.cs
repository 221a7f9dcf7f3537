using Entente.Feel.Dmn.Translating;
using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn.Tables;

/// <summary>A compiled decision table, as a function of the outer names it mentions. Shared by threads.</summary>
internal sealed class TableProgram(Seq<string> names) : Function(names)
{
    private Value[]? _spare;

    public required DecisionTable Table { get; init; }

    public required Rule[] Inputs { get; init; }

    public required ItemType[] InputTypes { get; init; }

    public required Rule?[] AllowedInputs { get; init; }

    /// <summary>By row and input; null for a cell that accepts anything.</summary>
    public required Rule?[][] Tests { get; init; }

    public required Rule[][] Answers { get; init; }

    public required Answering Answering { get; init; }

    public required TableIndex? Index { get; init; }

    private int FrameSize => field > 0 ? field : field = Measure();

    public override Value Invoke(Evaluation evaluation, ReadOnlySpan<Value> arguments)
    {
        if (!evaluation.Spend(Inputs.Length + 1) || !evaluation.Enter(default))
            return evaluation.Halted;
        var frame = Interlocked.Exchange(ref _spare, null) ?? new Value[FrameSize];
        var outer = evaluation.Frame;
        evaluation.Frame = frame;
        arguments.CopyTo(frame);
        Look(evaluation, frame);
        var value = Answering.Of(new Hits(this, evaluation, Index?.Rows(frame[Parameters.Count + Index.Column])));
        evaluation.Frame = outer;
        evaluation.Leave();
        Array.Clear(frame);
        _spare = frame;
        return evaluation.IsHalted ? evaluation.Halted : value;
    }

    /// <summary>Puts the values of the inputs in their places. One that must not occur is a null that says so, and only rows that accept anything apply.</summary>
    private void Look(Evaluation evaluation, Value[] frame)
    {
        for (var input = 0; input < Inputs.Length; input++)
        {
            var value = InputTypes[input].Coerce(evaluation, Inputs[input].Root(evaluation));
            ref var place = ref frame[Parameters.Count + input];
            place = value;
            if (AllowedInputs[input] is { } allowed && !value.IsNull && !allowed.Root(evaluation).IsTrue)
                place = Value.Failed(new Finding("not-allowed", default, [ItemType.Shown(value), Table.Inputs[input].Expression]));
        }
    }

    private int Measure() =>
        Inputs.Concat(AllowedInputs).Concat(Tests.SelectMany(row => row)).Concat(Answers.SelectMany(row => row)).Concat(Answering.Defaults)
            .Max(rule => rule?.FrameSize ?? 0) + Parameters.Count + Inputs.Length;
}

/// <summary>Goes from one row that applies to the next.</summary>
internal struct Hits(TableProgram program, Evaluation evaluation, int[]? rows)
{
    private int _next;

    public readonly Evaluation Evaluation => evaluation;

    /// <summary>The next row that applies, or −1.</summary>
    public int Next()
    {
        var count = rows?.Length ?? program.Tests.Length;
        while (_next < count && evaluation.Spend(1))
        {
            var row = rows is null ? _next : rows[_next];
            _next++;
            if (Applies(program.Tests[row]))
                return row;
        }
        return -1;
    }

    /// <summary>What an output of a row says.</summary>
    public readonly Value Answer(int row, int output) => program.Answers[row][output].Root(evaluation);

    // A test that cannot be decided counts as not passed, as in the specification, and the outcome tells it.
    private readonly bool Applies(Rule?[] tests)
    {
        foreach (var test in tests)
        {
            if (test is null)
                continue;
            var passed = test.Root(evaluation);
            if (passed.IsTrue)
                continue;
            if (passed.Problem is { } problem)
                evaluation.PassOver(problem);
            return false;
        }
        return true;
    }
}
