using Entente.Feel.Checking;
using Entente.Feel.Dmn.Translating;
using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn.Tables;

/// <summary>A decision table after its checks, ready to be asked.</summary>
/// <example>
/// <code>
/// var prepared = PreparedTable.Prepare(table, Scope.Of(("gear", FeelType.TextOf("PS", "LL")), ("weight_kg", FeelType.Number)));
/// prepared.Findings;                          // everything wrong with it, with row and column
/// prepared.Rule!.Evaluate([gear, weight]);    // the values in the order of the scope
/// prepared.Analyse()!.Gaps;                   // what no row answers
/// </code>
/// </example>
public sealed class PreparedTable
{
    private readonly TableGrid? _grid;

    private PreparedTable(Rule? rule, TableGrid? grid, Scope scope, IReadOnlyList<ModelFinding> findings) => (Rule, _grid, Scope, Findings) = (rule, grid, scope, findings);

    /// <summary>The table as a rule over the names of the scope; null when there are findings.</summary>
    public Rule? Rule { get; }

    /// <summary>Everything wrong with it.</summary>
    public IReadOnlyList<ModelFinding> Findings { get; }

    /// <summary>Reads, checks and compiles a table.</summary>
    /// <param name="table">The table as written.</param>
    /// <param name="scope">The names that its expressions may use.</param>
    public static PreparedTable Prepare(DecisionTable table, Scope scope)
    {
        var findings = new List<ModelFinding>();
        var (program, grid) = TableBuilder.Build(table, Around(table, scope, findings));
        if (program is null || grid is null || findings.Count > 0)
            return new PreparedTable(null, grid, scope, findings);
        var call = new Call(new Built(Value.Of(program)), [.. program.Parameters.Select(name => new Argument(null, new Name(name)))]);
        return new PreparedTable(Rule.Dynamic(call, scope), grid, scope, findings);
    }

    internal TableGrid? Grid => _grid;

    internal Scope Scope { get; }

    /// <summary>Gaps, overlaps and idle rows; null when the table could not be read.</summary>
    public TableAnalysis? Analyse() => _grid is null ? null : TableAnalyst.Analyse(_grid);

    private static Surroundings Around(DecisionTable table, Scope scope, List<ModelFinding> findings) => new(
        [.. scope.Names.Select(name => name.Name)],
        [.. scope.Names.SelectMany(name => Members(name.Type))],
        [.. scope.Types.Keys],
        (name, at) => new ItemType(name is null ? FeelType.Any : TypeOf(name, at, table, scope, findings)),
        findings.Add,
        table.Name)
    {
        Scope = scope,
    };

    private static FeelType TypeOf(string name, Location at, DecisionTable table, Scope scope, List<ModelFinding> findings)
    {
        var unknown = new List<NamedTypeNode>();
        var type = TypeReader.Read(new NamedTypeNode(name), scope, unknown);
        if (unknown.Count > 0)
            findings.Add(new ModelFinding(new Finding("unknown-type", default, [name]), at, table.Name));
        return type;
    }

    private static IEnumerable<string> Members(FeelType type) => type switch
    {
        ContextType context => context.Members.SelectMany(member => Members(member.Type).Append(member.Name)),
        ListType list => Members(list.Member),
        _ => [],
    };
}
