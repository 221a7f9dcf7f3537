namespace Entente.Feel.Checking;

/// <summary>
/// One run of planned rules for whoever reads the tables himself: as asynchronous streams, or several scopes in one pass. It says
/// whose rows it wants next, is given them one after the other, and afterwards answers what each rule comes to.
/// </summary>
/// <example>
/// <code>
/// var gathering = rules.Gather(values);
/// while (gathering.Wants.FirstOrDefault() is { } table)
/// {
///     foreach (var row in Rows(table)) gathering.Add(table, row);
///     gathering.Done(table);
/// }
/// gathering.Ask(0, row).Holds
/// </code>
/// </example>
public sealed class Gathering
{
    private readonly TableRun run;
    private readonly Dictionary<string, Gatherer[]> wanted = new(StringComparer.Ordinal);
    private int turn = -1;

    internal Gathering(TableRun run)
    {
        this.run = run;
        Turn();
    }

    /// <summary>The tables whose rows have to go by now, each once; none when everything is gathered.</summary>
    public IReadOnlyCollection<string> Wants => wanted.Keys;

    /// <summary>The next row of a table; nothing happens where it is not wanted.</summary>
    public void Add(string table, in Value row)
    {
        if (!wanted.TryGetValue(table, out var gathering))
            return;
        foreach (var gatherer in gathering)
            gatherer.Add(row);
    }

    /// <summary>All rows of a table that was wanted have gone by.</summary>
    public void Done(string table)
    {
        if (wanted.Remove(table) && wanted.Count == 0)
            Turn();
    }

    /// <summary>Whether everything that a rule looks at has been gathered.</summary>
    public bool CanAsk(int rule) => run.TurnOf(rule) <= turn;

    /// <summary>What a rule comes to for a row of the scope's table.</summary>
    public Outcome Ask(int rule, in Value row) => run.Ask(rule, row);

    /// <summary>What a rule about no particular row comes to.</summary>
    public Outcome Ask(int rule) => run.Ask(rule);

    private void Turn()
    {
        while (wanted.Count == 0 && ++turn < Plan.End)
            foreach (var (table, gatherers) in run.GatherersOf(turn))
                wanted.Add(table, gatherers);
    }
}
