using Entente.Feel.Checking;
using Entente.Feel.Dmn.Translating;
using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn.Tables;

/// <summary>Reads the expressions of a table and compiles them, so that all work on one frame: the outer names, then the inputs.</summary>
internal sealed class TableBuilder
{
    private readonly DecisionTable _table;
    private readonly Surroundings _around;
    private readonly Node?[] _inputs;
    private readonly Node?[][] _tests;
    private readonly Node?[][] _answers;
    private readonly Node?[] _allowedInputs;
    private readonly Node?[] _allowedOutputs;
    private readonly Node?[] _defaults;
    private bool _sound = true;

    private TableBuilder(DecisionTable table, Surroundings around)
    {
        (_table, _around) = (table, around);
        var tested = around.With("?");
        _inputs = [.. table.Inputs.Select(input => Needed(around.Expression(new Cell(input.Expression, input.At), null, input.Expression)))];
        _allowedInputs = [.. table.Inputs.Select(input => input.Allowed is { } cell ? Needed(tested.Tests(cell, null, input.Expression)) : null)];
        _allowedOutputs = [.. table.Outputs.Select(output => output.Allowed is { } cell ? Needed(tested.Tests(cell, null, output.Name)) : null)];
        _defaults = [.. table.Outputs.Select(output => output.Default is { } cell ? Needed(around.Expression(cell, null, output.Name)) : null)];
        _tests = [.. table.Rules.Select((rule, row) => rule.Inputs.Select((cell, column) => Needed(tested.Tests(cell, row + 1, table.Inputs[column].Expression))).ToArray())];
        _answers = [.. table.Rules.Select((rule, row) => rule.Outputs.Select((cell, column) => Needed(around.Expression(cell, row + 1, table.Outputs[column].Name))).ToArray())];
    }

    /// <summary>The table as a function of the outer names it mentions; null when there are findings.</summary>
    public static (TableProgram? Program, TableGrid? Grid) Build(DecisionTable table, Surroundings around)
    {
        if (!TableShape.Check(table, around))
            return default;
        var builder = new TableBuilder(table, around);
        var types = builder.Declared();
        if (!builder._sound || !builder.HasPriorities(types.Outputs))
            return default;
        var looked = new TableChecks(builder._table, builder._around).Check(
            types, builder._inputs, builder._allowedInputs, builder._tests, builder._allowedOutputs, builder._defaults, builder._answers);
        return (builder.Program(types.Inputs, types.Outputs), builder.Grid(types.Inputs, looked));
    }

    private Node? Needed(Node? node)
    {
        _sound &= node is not null;
        return node;
    }

    private (ItemType[] Inputs, ItemType[] Outputs) Declared() =>
    (
        [.. _table.Inputs.Select(input => _around.TypeOf(input.Type, input.At))],
        [.. _table.Outputs.Select(output => _around.TypeOf(output.Type, output.At))]
    );

    private bool HasPriorities(ItemType[] outputs)
    {
        if (_table.Policy is not (HitPolicy.Priority or HitPolicy.OutputOrder) || Ranks(outputs).Any(rank => rank is not null))
            return true;
        _around.Say("no-priority", _table.At, null, null);
        return false;
    }

    /// <summary>For each output the values it can have in order of priority: its own, or else those of its type.</summary>
    private ConstantCell?[] Ranks(ItemType[] outputs) => [.. _allowedOutputs.Select((own, output) => Constants.Cell(own ?? outputs[output].Allowed?.Tree))];

    private TableProgram Program(ItemType[] inputs, ItemType[] outputs)
    {
        var names = new FreeNames(_around).Of(
            [.. _inputs, .. _defaults, .. _allowedInputs, .. _tests.SelectMany(row => row), .. _answers.SelectMany(row => row)]);
        var plain = Scope(names, null);
        var columns = Enumerable.Range(0, _inputs.Length).Select(column => Scope(names, column)).ToArray();
        return new TableProgram(names)
        {
            Table = _table,
            Inputs = [.. _inputs.Select(node => Rule.Dynamic(node!, plain))],
            InputTypes = inputs,
            AllowedInputs = [.. _allowedInputs.Select((node, column) => node is null ? null : Rule.Dynamic(node, columns[column]))],
            Tests = [.. _tests.Select(row => row.Select((node, column) => IsAnything(node) ? null : Rule.Dynamic(node!, columns[column])).ToArray())],
            Answers = [.. _answers.Select(row => row.Select(node => Rule.Dynamic(node!, plain)).ToArray())],
            Answering = new Answering(_table, outputs, Ranks(outputs), [.. _defaults.Select(node => node is null ? null : Rule.Dynamic(node, plain))]),
            Index = TableIndex.Of(_tests),
        };
    }

    private static bool IsAnything(Node? node) => node is UnaryTests { Negated: false, Tests: [AnyTest] };

    // What is tested is called "?", in the place of the input whose cell it is.
    private Scope Scope(Seq<string> names, int? tested) =>
        Checking.Scope.Of([.. names.Select(name => (name, FeelType.Any)), .. _inputs.Select((_, column) => (column == tested ? "?" : $"input {column}?", FeelType.Any))]);

    private TableGrid Grid(ItemType[] inputs, FeelType[] looked) => new(
        _table,
        [.. _tests.Select(row => row.Select(Constants.Cell).ToArray())],
        [.. _allowedInputs.Select((own, column) => Constants.Cell(own ?? inputs[column].Allowed?.Tree) ?? Codes(looked[column]))],
        [.. looked.Select(KindOf)],
        [.. _answers.Select(row => row.Select(node => Constants.TryEvaluate(node!, out var value) ? (Value?)value : null).ToArray())]);

    private static ConstantCell? Codes(FeelType type) =>
        type is TextType { Codes: { } codes } ? new ConstantCell(false, [.. codes.Select(code => new ConstantTest(Operator.Equal, Value.Of(code)))]) : null;

    private static Kind? KindOf(FeelType type) => type switch
    {
        SimpleType simple => simple.Kind,
        TextType => Kind.Text,
        ListType => Kind.List,
        ContextType => Kind.Context,
        RangeType => Kind.Range,
        FunctionType => Kind.Function,
        _ => null,
    };
}
