using Entente.Feel.Checking;
using Entente.Feel.Dmn.Translating;
using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn.Tables;

/// <summary>Checks the expressions of a table against the types of the scope, where these are known.</summary>
internal sealed class TableChecks(DecisionTable table, Surroundings around)
{
    private readonly Scope? _scope = around.Scope;

    /// <summary>The types that the inputs have.</summary>
    public FeelType[] Check(
        (ItemType[] Inputs, ItemType[] Outputs) types, Node?[] inputs, Node?[] allowedInputs, Node?[][] tests, Node?[] allowedOutputs, Node?[] defaults, Node?[][] answers)
    {
        var looked = new FeelType[inputs.Length];
        for (var column = 0; column < looked.Length; column++)
        {
            looked[column] = Input(column, inputs[column], types.Inputs[column]);
            Tests(column, looked[column], allowedInputs[column], tests);
        }
        for (var column = 0; column < types.Outputs.Length; column++)
        {
            var (output, wanted) = (table.Outputs[column], types.Outputs[column].Type);
            if (output.Allowed is { } allowed && Tested(wanted) is { } scope)
                around.Check(allowedOutputs[column]!, allowed.At, null, output.Name, scope);
            Answer(defaults[column], output.Default, null, output.Name, wanted);
            for (var row = 0; row < answers.Length; row++)
                Answer(answers[row][column], table.Rules[row].Outputs[column], row + 1, output.Name, wanted);
        }
        return looked;
    }

    private FeelType Input(int column, Node? node, ItemType declared)
    {
        var input = table.Inputs[column];
        var found = _scope is null ? FeelType.Any : around.Check(node!, input.At, null, input.Expression, _scope);
        return declared.IsAny ? found : declared.Type;
    }

    private void Tests(int column, FeelType tested, Node? allowed, Node?[][] tests)
    {
        if (Tested(tested) is not { } scope)
            return;
        var input = table.Inputs[column];
        if (input.Allowed is { } cell)
            around.Check(allowed!, cell.At, null, input.Expression, scope);
        for (var row = 0; row < tests.Length; row++)
            around.Check(tests[row][column]!, table.Rules[row].Inputs[column].At, row + 1, input.Expression, scope);
    }

    private Scope? Tested(FeelType type) => _scope?.With(("?", type));

    private void Answer(Node? node, Cell? cell, int? row, string? column, FeelType wanted)
    {
        if (node is null || cell is not { } written || _scope is null)
            return;
        var type = around.Check(node, written.At, row, column, _scope);
        if (!Types.Fits(type, wanted))
            around.Report(new ModelFinding(new Finding("answer-type", node.At, [type.Key, wanted.Key]), written.At, around.Element, row, column));
    }
}
