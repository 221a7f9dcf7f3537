namespace Entente.Feel.Dmn.Tables;

/// <summary>
/// The values of one input, cut at every value a cell mentions: within a part no cell tells one value from another,
/// so that one sample stands for all. A part is a mentioned value, or what lies between two of them and has a value at all.
/// </summary>
internal sealed class Atoms
{
    private readonly List<Atom> _atoms = [];

    /// <summary>The parts, in order within each kind.</summary>
    public IReadOnlyList<Atom> All => _atoms;

    /// <param name="mentioned">The values that cells and allowed values compare with.</param>
    /// <param name="wanted">The kind that the input has; null when it is not known.</param>
    /// <param name="ordered">Whether texts are compared by their order too.</param>
    public static Atoms? Of(IEnumerable<Value> mentioned, Kind? wanted, bool ordered)
    {
        var atoms = new Atoms();
        if (wanted is Kind.List or Kind.Context or Kind.Range or Kind.Function)
            return null;
        var values = mentioned.Where(value => wanted is null || value.Kind == wanted || value.IsNull).Distinct().ToList();
        IEnumerable<Kind> kinds = wanted is { } kind ? [kind] : values.Select(value => value.Kind).Where(kind => kind != Kind.Null).Distinct();
        foreach (var each in kinds)
            if (!atoms.Add(each, values.FindAll(value => value.Kind == each), ordered))
                return null;
        if (values.Exists(value => value.IsNull))
            atoms._atoms.Add(new Atom(Value.Null, true, 0));
        return atoms._atoms.Count == 0 ? Whole : atoms;
    }

    /// <summary>An input of which no cell mentions a value: one part, whatever it holds.</summary>
    public static Atoms Whole { get; } = new() { _atoms = { new Atom(Value.Null, false, 0) } };

    private bool Add(Kind kind, List<Value> values, bool ordered)
    {
        switch (kind)
        {
            case Kind.Boolean:
                _atoms.Add(new Atom(Value.False, true, _atoms.Count));
                _atoms.Add(new Atom(Value.True, true, _atoms.Count));
                return true;
            case Kind.Text when !ordered:
                AddTexts(values);
                return true;
            case Kind.Number or Kind.Text or Kind.Date or Kind.Time or Kind.DateAndTime or Kind.DaysDuration or Kind.YearsDuration:
                return AddOrdered(kind, values);
            default:
                return false;
        }
    }

    private void AddTexts(List<Value> values)
    {
        foreach (var value in values)
            _atoms.Add(new Atom(value, true, int.MinValue));
        var other = "other";
        while (values.Contains(Value.Of(other)))
            other += "?";
        _atoms.Add(new Atom(Value.Of(other), false, int.MinValue));
    }

    private bool AddOrdered(Kind kind, List<Value> values)
    {
        for (var one = 1; one < values.Count; one++)
            if (Value.Order(values[one - 1], values[one]) is null)
                return false;
        values.Sort(static (a, b) => Value.Order(a, b) ?? 0);
        Between(kind, null, values.Count == 0 ? null : values[0]);
        for (var one = 0; one < values.Count; one++)
        {
            _atoms.Add(new Atom(values[one], true, _atoms.Count));
            Between(kind, values[one], one + 1 < values.Count ? values[one + 1] : null);
        }
        return true;
    }

    private void Between(Kind kind, Value? low, Value? high)
    {
        if (Samples.Between(kind, low, high) is { } sample)
            _atoms.Add(new Atom(sample, false, _atoms.Count, low, high));
    }

    /// <summary>The parts as unary tests: neighbours are joined, <c>-</c> when they are all there are.</summary>
    public string Describe(IReadOnlyList<int> parts)
    {
        if (parts.Count == _atoms.Count)
            return "-";
        // Texts that no cell mentions can only be told by what they are not.
        if (parts.Any(part => _atoms[part] is { IsPoint: false, Order: int.MinValue }))
            return $"not({string.Join(", ", _atoms.Where((atom, part) => atom.IsPoint && !parts.Contains(part)).Select(atom => atom.Sample))})";
        var words = new List<string>();
        for (var first = 0; first < parts.Count;)
        {
            var last = first;
            while (last + 1 < parts.Count && parts[last + 1] == parts[last] + 1 && _atoms[parts[last + 1]].Follows(_atoms[parts[last]]))
                last++;
            words.Add(Words(_atoms[parts[first]], _atoms[parts[last]]));
            first = last + 1;
        }
        return string.Join(", ", words);
    }

    private static string Words(Atom first, Atom last)
    {
        if (first.IsPoint && ReferenceEquals(first, last))
            return $"{first.Sample}";
        var (low, high) = (first.IsPoint ? first.Sample : first.Low, last.IsPoint ? last.Sample : last.High);
        return (low, high) switch
        {
            (null, null) => "-",
            (null, _) => $"{(last.IsPoint ? "<=" : "<")} {high}",
            (_, null) => $"{(first.IsPoint ? ">=" : ">")} {low}",
            _ => $"{(first.IsPoint ? '[' : '(')}{low}..{high}{(last.IsPoint ? ']' : ')')}",
        };
    }
}

/// <summary>A part of the values of an input.</summary>
/// <param name="Sample">A value of it.</param>
/// <param name="IsPoint">Whether it is that value only.</param>
/// <param name="Order">Its place among its kind; the least number where there is no order.</param>
/// <param name="Low">What it lies above.</param>
/// <param name="High">What it lies below.</param>
internal sealed record Atom(Value Sample, bool IsPoint, int Order, Value? Low = null, Value? High = null)
{
    /// <summary>Whether nothing lies between.</summary>
    public bool Follows(Atom before) => Order != int.MinValue && Sample.Kind == before.Sample.Kind && Sample.Kind is not (Kind.Boolean or Kind.Null);
}
