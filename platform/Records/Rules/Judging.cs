using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Records.Content;

namespace Entente.Records.Rules;

/// <summary>
/// One statement being judged, by whoever reads its tables: it names the table whose rows have to go by next, is given them one after
/// the other, and tells faults as they are found. What is kept does not grow with the rows, but for keys.
/// </summary>
/// <example>
/// <code>
/// var judging = book.Open(heads, surroundings, faults.Add);
/// while (judging.Next() is { } table)
///     foreach (var row in rows[table])
///         if (judging.Push(row)) Write(row);
/// </code>
/// </example>
public sealed partial class Judging
{
    private readonly RuleBook _book;
    private readonly Statement _heads;
    private readonly Surroundings _around;
    private readonly Action<Fault> _tell;
    private readonly Limits _limits;
    private readonly Value[][] _cells;
    private readonly Value[] _asRow;
    private readonly bool[] _visible;
    private readonly bool[][] _hidden;
    private readonly Answering _answering;
    private readonly Dictionary<string, Value> _outer = new(StringComparer.Ordinal);
    private readonly Dictionary<Formula, Asked> _asked = new(ReferenceEqualityComparer.Instance);
    private readonly TableJudge?[] _tables;
    private List<Gathering> _gatherings = [];
    private int _level = -1;
    private TableJudge? _open;

    internal Judging(RuleBook book, Statement heads, Surroundings around, Action<Fault> tell)
    {
        (_book, _heads, _around, _tell, _limits) = (book, heads, around, tell, around.Limits);
        var sections = book.Definition.Sections;
        _cells = [.. book.Cells.Select(cells => cells.Make())];
        _asRow = [.. book.Cells.Select((cells, at) => Value.Of(new Context(cells.Shape, _cells[at])))];
        _visible = [.. sections.Select(_ => true)];
        _hidden = [.. sections.Select(section => new bool[section.Fields.Count])];
        _answering = new Answering(book, around, _limits);
        _tables = [.. sections.Select((section, at) => section.IsTable ? new TableJudge(this, book, at, _answering) : null)];
        for (var at = 0; at < sections.Count; at++)
        {
            if (!sections[at].IsTable)
                _answering.Read(at, heads.Fields(sections[at].Code).Answers, _cells[at]);
            _outer[sections[at].Code] = sections[at].IsTable ? Value.Null : _asRow[at];
        }
        Outside();
        Rise();
    }

    /// <summary>Whether a section is asked at all; known once the first row of the last pass goes by.</summary>
    public bool IsVisible(string section) => _visible[_book.SectionAt[section]];

    /// <summary>Whether a section is asked, or a field of a section of fields.</summary>
    public bool IsAsked(string section, string? field) =>
        IsVisible(section) && (field is null || _book.FieldAt(_book.SectionAt[section], field) is not (>= 0 and var at) || !_hidden[_book.SectionAt[section]][at]);

    private bool IsLast => _level == _book.Planned.Length - 1;

    /// <summary>The table whose rows have to go by from the first; null when everything is judged.</summary>
    public string? Next()
    {
        Close();
        while (true)
        {
            if (WantedFact() is { } fact)
                GoThrough(fact);
            else if (WantedTable() is { } table)
                return Open(table);
            else if (IsLast)
                break;
            else
                Rise();
        }
        Finish();
        return null;
    }

    /// <summary>
    /// The next row of the table. Its answers are put right: what is not asked is emptied, what is computed is put in. True when they
    /// are final and the row has not been given so before: then it is what should be kept.
    /// </summary>
    public bool Push(Row row) => (_open ?? throw new InvalidOperationException("No table was asked for.")).Push(row);

    internal void Tell(Fault fault) => _tell(fault);

    internal (Value[] Cells, Value Row) Cells(int section) => (_cells[section], _asRow[section]);

    private void Outside()
    {
        _outer[Scopes.Party] = _around.PartyAsValue();
        _outer[Scopes.Period] = _around.PeriodAsValue();
        foreach (var fact in _book.Definition.Facts.Where(_book.Scopes.IsOne))
            if (_around.Facts.TryGetValue(fact.Code, out var rows))
                _outer[fact.Code] = rows.FirstOrDefault();
    }

    private Value Outer(string name) => _outer.GetValueOrDefault(name);

    // The next level: what rests on what was settled so far is opened; what needs no rows is settled at once.
    private void Rise()
    {
        if (_level >= 0)
            Settle();
        _level++;
        _gatherings = [];
        foreach (var (scope, (rules, formulas)) in _book.Planned[_level])
        {
            var own = Array.IndexOf(_book.Scoped, scope);
            var gathering = rules.Gather([.. scope.Names.Select(name => own >= 0 && _book.Cells[own].Shape.SlotOf(name.Name) is >= 0 and var slot ? _cells[own][slot] : Outer(name.Name))], _limits);
            _gatherings.Add(gathering);
            for (var rule = 0; rule < formulas.Count; rule++)
                if (Lacking(formulas[rule]) is null)
                    _asked[formulas[rule]] = new Asked.Gathered(gathering, rule, formulas[rule].Read.Plan!.PerRow);
        }
        if (IsLast)
            foreach (var table in _tables)
                table?.Prepare();
    }

    private void Settle()
    {
        foreach (var step in _book.Steps.Where(step => step.Level == _level))
        {
            if (_tables[step.Section] is { } table && step.Kind != StepKind.ShowSection)
                table.Activate(step);
            else
                SettleOnce(step);
        }
    }

    internal Asked AskedOf(Formula formula, int section)
    {
        if (!_asked.TryGetValue(formula, out var asked))
            _asked[formula] = asked = Lacking(formula) is { } why ? new Asked.Never(why)
                : new Asked.Alone(formula, section < 0 ? null : _book.Cells[section].Shape, Outer, _limits);
        return asked;
    }

    // Why it cannot be answered at all.
    private Finding? Lacking(Formula formula) => formula.Findings is [var finding, ..] ? finding
        : formula.Facts.FirstOrDefault(fact => !_around.Facts.ContainsKey(fact)) is { } fact ? new Finding("no-fact", default, [fact])
        : null;

    private string? WantedFact() => _gatherings.SelectMany(gathering => gathering.Wants).FirstOrDefault(name => !_book.SectionAt.ContainsKey(name));

    private void GoThrough(string fact)
    {
        var wanting = _gatherings.Where(gathering => gathering.Wants.Contains(fact, StringComparer.Ordinal)).ToArray();
        foreach (var row in _book.RowsOf(fact, _around) ?? [])
        {
            _around.Cancel.ThrowIfCancellationRequested();
            foreach (var gathering in wanting)
                gathering.Add(fact, row);
        }
        foreach (var gathering in wanting)
            gathering.Done(fact);
    }

    // Most wanted first: rules that wait for one table are then asked while another goes by.
    private TableJudge? WantedTable()
    {
        foreach (var gathering in _gatherings)
            foreach (var table in gathering.Wants.Where(name => _book.SectionAt.TryGetValue(name, out var at) && !_visible[at]).ToArray())
                gathering.Done(table);
        return _tables.OfType<TableJudge>().Where(table => _visible[table.Section])
            .Select(table => (Table: table, Wanted: _gatherings.Count(gathering => gathering.Wants.Contains(table.Code, StringComparer.Ordinal)), Waits: IsLast && table.IsWaiting))
            .Where(each => each.Wanted > 0 || each.Waits)
            .OrderByDescending(each => each.Wanted)
            .Select(each => each.Table)
            .FirstOrDefault();
    }

    private string Open(TableJudge table)
    {
        table.Open([.. _gatherings.Where(gathering => gathering.Wants.Contains(table.Code, StringComparer.Ordinal))], IsLast);
        _open = table;
        return table.Code;
    }

    private void Close()
    {
        _open?.Close();
        _open = null;
    }
}
