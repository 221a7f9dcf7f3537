using System.Collections.Frozen;
using Entente.Feel.Syntax;

namespace Entente.Feel.Checking;

/// <summary>
/// The names an expression may use, with their types. The order of the names is the order of the values given to a rule.
/// </summary>
/// <example><c>Scope.Of(("catches", FeelType.ListOf(row)), ("row", row)).Table("catches", "row")</c></example>
public sealed class Scope
{
    private readonly FrozenDictionary<string, int> slots;

    // Only texts need it, and it takes longer than all the rest.
    private readonly Lazy<Names> spelled;

    private Scope(Seq<(string Name, FeelType Type)> names, FrozenDictionary<string, FeelType> types, Seq<Table> tables)
    {
        Names = names;
        Types = types;
        Tables = tables;
        slots = Index(names);
        spelled = new(() => Syntax.Names.Of([.. names.Select(n => n.Name)])
            .WithMembers([.. names.SelectMany(n => Members(n.Type)).Distinct(StringComparer.Ordinal)])
            .WithTypes([.. types.Keys]));
    }

    /// <summary>A scope without names.</summary>
    public static Scope Empty { get; } = Of();

    /// <summary>The names and their types; the place of a name is its slot.</summary>
    public Seq<(string Name, FeelType Type)> Names { get; }

    /// <summary>Types that can be named after <c>instance of</c> and on parameters.</summary>
    public IReadOnlyDictionary<string, FeelType> Types { get; }

    /// <summary>The names that stand for tables too large to hold.</summary>
    public Seq<Table> Tables { get; }

    /// <summary>The table whose rows are checked one after the other; null when no names hold a current row.</summary>
    public Table? Rows => Tables.FirstOrDefault(t => t.Current.Count > 0);

    /// <summary>What the parser must know to read names of several words.</summary>
    public Names Spelled => spelled.Value;

    /// <summary>These names, in this order.</summary>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    public static Scope Of(params ReadOnlySpan<(string Name, FeelType Type)> names) =>
        new(Seq.Of(names), FrozenDictionary<string, FeelType>.Empty, []);

    /// <summary>The same and these names after them.</summary>
    public Scope With(params ReadOnlySpan<(string Name, FeelType Type)> names) =>
        new([.. Names, .. names], (FrozenDictionary<string, FeelType>)Types, Tables);

    /// <summary>The same and these named types.</summary>
    public Scope Naming(params ReadOnlySpan<(string Name, FeelType Type)> types)
    {
        var all = new Dictionary<string, FeelType>(Types, StringComparer.Ordinal);
        foreach (var (name, type) in types)
            all[name] = type;
        return new Scope(Names, all.ToFrozenDictionary(StringComparer.Ordinal), Tables);
    }

    /// <summary>Says that a name stands for a table that is read as a stream, and which names change with each of its rows.</summary>
    /// <param name="name">A name of the scope that is a list.</param>
    /// <param name="row">
    /// Names of the scope that hold the current row while the table is checked: one that is called like a member of the
    /// rows holds that member, any other the whole row. None for a table that is only looked up.
    /// </param>
    /// <exception cref="ArgumentException">The name is no list of known members, a name of the row is unknown, or another table has a current row.</exception>
    public Scope Table(string name, params ReadOnlySpan<string> row)
    {
        if (!TryFind(name, out var slot) || Names[slot].Type is not ListType { Member: not AnyType and var member })
            throw new ArgumentException($"{name} is no list of this scope whose members are known", nameof(name));
        if (Rows is not null && !row.IsEmpty)
            throw new ArgumentException($"{Rows.Name} has a current row already", nameof(row));
        var columns = new (int Slot, string? Member)[row.Length];
        for (var i = 0; i < row.Length; i++)
            columns[i] = (SlotOf(row[i]), member is ContextType context && context.Has(row[i]) ? row[i] : null);
        return new Scope(Names, (FrozenDictionary<string, FeelType>)Types, [.. Tables, new Table(name, slot, member, Seq.Of(columns))]);
    }

    /// <summary>The slot of a name.</summary>
    public bool TryFind(string name, out int slot) => slots.TryGetValue(name, out slot);

    private static IEnumerable<string> Members(FeelType type) => type switch
    {
        ContextType context => context.Members.SelectMany(m => Members(m.Type).Prepend(m.Name)),
        ListType list => Members(list.Member),
        FunctionType function => Members(function.Result),
        _ => [],
    };

    private int SlotOf(string name) => TryFind(name, out var slot) ? slot : throw new ArgumentException($"{name} is no name of this scope", nameof(name));

    private static FrozenDictionary<string, int> Index(Seq<(string Name, FeelType Type)> names)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var slot = 0; slot < names.Count; slot++)
            if (!index.TryAdd(names[slot].Name, slot))
                throw new ArgumentException($"{names[slot].Name} stands twice in this scope", nameof(names));
        return index.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

/// <summary>A name of a scope that stands for a table.</summary>
/// <param name="Name">The name.</param>
/// <param name="Slot">Its slot.</param>
/// <param name="Row">The type of a row.</param>
/// <param name="Current">The slots that change with each row: with the member they hold, or null for the whole row.</param>
public sealed record Table(string Name, int Slot, FeelType Row, Seq<(int Slot, string? Member)> Current);
