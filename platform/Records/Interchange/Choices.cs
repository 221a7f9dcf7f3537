using Entente.Bodies;
using Entente.Shared.Localisation;

namespace Entente.Records.Interchange;

/// <summary>What may be chosen in a field, found by its code, by its label in any language, or by both together.</summary>
internal sealed class Choices
{
    private const int MostSuggestions = 3, FewEnough = 5_000, MostSought = 200;

    private readonly Dictionary<string, Choice> _byCode = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Choice>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly Dictionary<string, List<Choice>> _byName = new(StringComparer.Ordinal);

    // Of entries people see and type titles; their ids are nobody's code.
    private readonly bool _titled;
    private int _sought;

    public Choices(IEnumerable<Choice> choices, bool titled = false, bool whole = true)
    {
        (_titled, Whole) = (titled, whole);
        foreach (var choice in choices)
            if (_byCode.TryAdd(choice.Code, choice))
                All.Add(choice);
        _bySpan = _byCode.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var choice in All)
        {
            foreach (var name in Names(choice).Select(Fold).Distinct())
            {
                if (!_byName.TryGetValue(name, out var same))
                    _byName.Add(name, same = []);
                same.Add(choice);
            }
        }
    }

    public List<Choice> All { get; } = [];

    /// <summary>False where only those are here that were asked for: then they are nothing to choose from.</summary>
    public bool Whole { get; }

    /// <summary>Those in force on the day first; then what was, for a code that ended keeps its meaning.</summary>
    public static Choices Of(CodeList list, DateOnly day) =>
        new(list.On(day).Concat(list.Codes).Select(code => new Choice(code.Code, code.Label, code.Parent, [], code.Period.Contains(day))));

    public static Choices OfCountries() => new(Countries.All.Select(country => new Choice(country.Alpha3, country.Name, null, [country.Alpha2], true)));

    public static Choices OfCurrencies() => new(Currencies.All.Select(currency => new Choice(currency.Code, currency.Name, null, [], currency.LastDay is null)));

    public static Choices OfLanguages() => new(IsoLanguages.All.Select(language => new Choice(language.Code, language.Name, null, [], true)));

    public static Choices OfParties(Body body, DateOnly day) =>
        new(body.Parties.Select(party => new Choice(party.Code, party.Name, null, party.Country is { } country ? [country, .. Countries.Find(country) is { } standard ? new[] { standard.Alpha2 } : []] : [], party.On(day) is not null)));

    public static Choices OfEntries(IReadOnlyList<Entry> entries, bool whole = true)
    {
        var same = entries.ToLookup(entry => Fold(entry.Title), StringComparer.Ordinal);
        return new(entries.Select(entry => new Choice(entry.Id, new LocalText(("", Apart(entry, same[Fold(entry.Title)]))), null, [entry.Title, .. entry.Parts, .. (entry.Worded?.All ?? []).Select(worded => worded.Text)], entry.InForce) { Worded = entry.Worded }), titled: true, whole);
    }

    // Two that are called the same are told apart by what only one of them has.
    private static string Apart(Entry entry, IEnumerable<Entry> same)
    {
        var others = same.Where(other => other.Id != entry.Id).ToList();
        if (others.Count == 0)
            return entry.Title;
        var own = entry.Parts.FirstOrDefault(part => !entry.Title.Contains(part, StringComparison.OrdinalIgnoreCase) && !others.Exists(other => other.Parts.Contains(part, StringComparer.OrdinalIgnoreCase)));
        return $"{entry.Title} · {own ?? entry.Id}";
    }

    public bool TryExact(ReadOnlySpan<char> text, out string code)
    {
        var found = _bySpan.TryGetValue(text, out var choice);
        code = found ? choice!.Code : "";
        return found;
    }

    /// <summary>One: it is that. Several: they share the name. None: unknown.</summary>
    public IReadOnlyList<Choice> Find(string text, string? parent)
    {
        if (_byCode.TryGetValue(text, out var exact))
            return [exact];
        if (!_byName.TryGetValue(Fold(text), out var named))
            return [];
        return Only(named, choice => parent is null || choice.Parent == parent, choice => choice.InForce, choice => _titled && Fold(choice.Label!.In("").Text) == Fold(text), choice => choice.Code.Equals(text, StringComparison.OrdinalIgnoreCase));
    }

    public string Write(string code, string language, CodeStyle style)
    {
        if (style == CodeStyle.Code || !_byCode.TryGetValue(code, out var choice) || choice.Label is null)
            return code;
        var label = choice.Label.In(language).Text;
        var both = $"{code} – {label}";
        if (style == CodeStyle.Both && !_titled)
            return Find(both, null) is [var one] && one == choice ? both : code;
        if (choice.Worded?.In(language).Text is { } worded && Reads(worded, choice))
            return worded;
        return Reads(label, choice) ? label : code;
    }

    private bool Reads(string text, Choice choice) => !CellGuard.Needed(text, true) && Find(text, null) is [var only] && only == choice;

    public string Show(string code, string language) => !_byCode.TryGetValue(code, out var choice) || choice.Label is not { } label ? code
        : choice.Worded?.In(language).Text is { } worded && Find(worded, null) is [var only] && only == choice ? worded : label.In(language).Text;

    /// <summary>What may have been meant: a code or label at most two slips of the hand away, or one that begins so.</summary>
    public IReadOnlyList<string> Near(string text, string language)
    {
        var meant = Fold(text);
        // A file may hold a wrong name in every row, and a register twenty thousand entries.
        if (meant.Length is 0 or > 60 || (All.Count > FewEnough && Interlocked.Increment(ref _sought) > MostSought))
            return [];
        return [.. _byName.Select(name => (name.Value[0], Slips: _titled && meant.Length >= 3 && name.Key.Contains(meant, StringComparison.Ordinal) ? 2 : Slips.Between(meant, name.Key, 2)))
            .Where(near => near.Slips <= (meant.Length <= 3 ? 1 : 2)).OrderBy(near => near.Slips)
            .Select(near => Write(near.Item1.Code, language, CodeStyle.Both)).Distinct().Take(MostSuggestions)];
    }

    internal static string Fold(string text) =>
        string.Join(' ', MonthNames.Fold(Typed.Plain(text)).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)).Replace(" - ", " ", StringComparison.Ordinal);

    private IEnumerable<string> Names(Choice choice) =>
        _titled ? choice.AlsoKnown.Append(choice.Label!.In("").Text).Append($"{choice.Code} – {choice.Label.In("").Text}").Append(choice.Code)
        : (choice.Label?.All ?? []).SelectMany(label => new[] { label.Text, $"{choice.Code} – {label.Text}", $"{label.Text} ({choice.Code})" })
        .Concat(choice.AlsoKnown).Append(choice.Code);

    private static List<Choice> Only(List<Choice> found, params ReadOnlySpan<Func<Choice, bool>> narrower)
    {
        foreach (var fits in narrower)
        {
            if (found.Count == 1)
                return found;
            var fewer = found.Where(fits).ToList();
            found = fewer.Count > 0 ? fewer : found;
        }
        return found;
    }
}

/// <summary>One thing that may be chosen.</summary>
/// <param name="Label">What is written for it, and read again as the same.</param>
internal sealed record Choice(string Code, LocalText? Label, string? Parent, IReadOnlyList<string> AlsoKnown, bool InForce)
{
    /// <summary>What is shown for it where that is something else.</summary>
    public LocalText? Worded { get; init; }
}
