using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Records.Content;

namespace Entente.Records.Rules;

/// <summary>One table while a statement is judged: its rows go by once, and again only where rules hold a row against others.</summary>
internal sealed class TableJudge
{
    private readonly Judging _judging;
    private readonly Action<Fault> _tell;
    private readonly RuleBook _book;
    private readonly Section _section;
    private readonly Answering _answering;
    private readonly List<(Step Step, Asked Asked)> _steps = [];
    private readonly List<int> _blanked = [];
    private readonly List<Item> _once = [];
    private readonly List<(Item Item, Asked Asked)> _perRow = [];
    private readonly List<(Item Item, Asked.Gathered Asked)> _waiting = [];
    private readonly bool[] _hidden;
    private readonly KeyBook? _keys;
    private readonly HashSet<string>? _seen;
    private Gathering[] _gatherings = [];
    private (Item Item, Asked.Gathered Asked)[] _ready = [];
    private bool _isLast;
    private bool _judged;
    private bool _doubt;
    private long _number;

    public TableJudge(Judging judging, RuleBook book, int section, Answering answering)
    {
        (_judging, _book, Section, _section, _answering) = (judging, book, section, book.SectionOf(section), answering);
        _tell = judging.Tell;
        _hidden = new bool[_section.Fields.Count];
        var rules = _section.Rows!;
        int[] key = rules.Key.Count > 0 ? [.. rules.Key.Select(field => book.FieldAt(section, field))] : rules.ForEach is not null ? [0] : [];
        _keys = key.Length > 0 ? new KeyBook(key) : null;
        _seen = rules.ForEach is not null ? new(StringComparer.Ordinal) : null;
    }

    public int Section { get; }

    public string Code => _section.Code;

    /// <summary>Its rows have to go by for its own sake.</summary>
    public bool IsWaiting => !_judged || _doubt || _waiting.Exists(each => each.Asked.IsReady);

    /// <summary>From here on a step is taken for each row that goes by.</summary>
    public void Activate(Step step)
    {
        var asked = _judging.AskedOf(step.Formula, Section);
        if (asked is not Asked.Never never)
        {
            _steps.Add((step, asked));
            return;
        }
        _tell(Judging.NotRun(step.Kind == StepKind.Compute ? "computed" : "visible", CheckLevel.Error, never.Outcome, Code, null, null, _section.Fields[step.Field].Code));
        if (step.Kind == StepKind.Compute)
            _blanked.Add(step.Field);
    }

    /// <summary>Everything that rows need to be settled is known: what must hold for them can be asked.</summary>
    public void Prepare()
    {
        foreach (var item in _book.Items.Where(item => item.Section == Section))
        {
            var asked = _judging.AskedOf(item.Formula, Section);
            if (asked is Asked.Never || (item.Check is not null && item.Formula.Read.Plan is not { PerRow: true }))
                _once.Add(item);
            else if (asked is Asked.Gathered gathered)
                _waiting.Add((item, gathered));
            else
                _perRow.Add((item, asked));
        }
    }

    public void Open(Gathering[] gatherings, bool isLast)
    {
        (_gatherings, _isLast, _number) = (gatherings, isLast, 0);
        _ready = isLast ? [.. _waiting.Where(each => each.Asked.IsReady)] : [];
    }

    public bool Push(Row row)
    {
        _number++;
        var first = _isLast && !_judged;
        var (cells, value) = _judging.Cells(Section);
        Settle(row, cells, value, first);
        if (first)
            Judge(row, cells, value);
        else if (_doubt && _keys!.FirstLike(row.Answers, _number) is { } other)
            _tell(new Fault("key", _section.Rows!.KeyLevel ?? CheckLevel.Error, Code, row.Id, _number, _section.Fields[_keys.Fields[0]].Code, [TypeRules.Figures(other)]));
        foreach (var gathering in _gatherings)
            gathering.Add(Code, value);
        foreach (var (item, asked) in _ready)
            Ask(item, asked, row, cells, value);
        return first;
    }

    public void Close()
    {
        foreach (var gathering in _gatherings)
            gathering.Done(Code);
        if (!_isLast)
            return;
        foreach (var ready in _ready)
            _waiting.Remove(ready);
        // Where two hashes are alike the rows go by once more.
        _doubt = !_judged && _keys is { IsInDoubt: true };
        if (_judged)
            return;
        _judged = true;
        Count();
    }

    /// <summary>What is about the table as a whole.</summary>
    public void Finish()
    {
        foreach (var item in _once)
        {
            var (cells, value) = _judging.Cells(Section);
            if (_judging.Verdict(item, _judging.AskedOf(item.Formula, Section).Of(cells, value), null, null, []) is { } fault)
                _tell(fault);
        }
    }

    private void Settle(Row row, Value[] cells, in Value value, bool first)
    {
        foreach (var field in _blanked)
            row.Answers[field] = Answer.Blank;
        _answering.Read(Section, row.Answers, cells);
        if (_steps.Count > 0)
            Array.Clear(_hidden);
        foreach (var (step, asked) in _steps)
        {
            var outcome = asked.Of(cells, value);
            if (Judging.Apply(_book, step, outcome, row.Answers, _hidden, row, _number) is { } fault && first)
                _tell(fault);
            _answering.Read(Section, step.Field, row.Answers, cells);
        }
    }

    private void Judge(Row row, Value[] cells, in Value value)
    {
        _answering.Rules.Judge(Section, row.Answers, row, _number, _tell);
        _keys?.Note(row.Answers);
        if (_seen is not null && row.Answers[0] is { HasValue: true, Value.Kind: Kind.Text } named)
            _seen.Add(named.Value.AsText);
        foreach (var (item, asked) in _perRow)
            Ask(item, asked, row, cells, value);
    }

    private void Ask(Item item, Asked asked, Row row, Value[] cells, in Value value)
    {
        if (item.Check is null && (!row.Answers[item.Field].IsBlank || _hidden[item.Field]))
            return;
        var outcome = asked.Of(cells, value);
        if (!outcome.Holds || item.Check is null)
            if (_judging.Verdict(item, outcome, row, _number, _hidden) is { } fault)
                _tell(fault);
    }

    private void Count()
    {
        var rules = _section.Rows!;
        if (_number < rules.Least)
            _tell(new Fault("least", CheckLevel.Error, Code, null, null, null, [TypeRules.Figures(rules.Least), TypeRules.Figures(_number)]));
        if (_number > rules.Most)
            _tell(new Fault("most", CheckLevel.Error, Code, null, null, null, [TypeRules.Figures(rules.Most), TypeRules.Figures(_number)]));
        if (rules.ForEach is not { } each)
            return;
        foreach (var missing in _answering.ItemsOf(each).Where(item => !_seen!.Contains(item)))
            _tell(new Fault("missing-row", CheckLevel.Error, Code, null, null, _section.Fields[0].Code, [missing]));
    }
}
