using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>What rules look at outside the statement.</summary>
internal sealed class FactsPart(MapReader root, Reading reading, Known known)
{
    private static readonly string[] Sources = ["register", "statements", "list", "last-period", "last-version"];

    public IReadOnlyList<Fact> Read() => [.. root.Named("facts", required: false).Select(Fact).OfType<Fact>()];

    private Fact? Fact(YamlEntry entry)
    {
        var code = entry.Key.Value;
        reading.Places[$"facts.{code}"] = entry.Key.At;
        if (root.Inner(entry, $"facts.{code}") is not { } map)
        {
            reading.IsUnsure = true;
            return null;
        }
        var sources = Sources.Where(map.Has).ToList();
        if (sources is not [var source])
        {
            reading.IsUnsure = true;
            reading.Findings.Add(map.At, "missing-key", $"The fact \"{code}\" must have one source; it has {sources.Count}.", "Write {register: vessels, section: vessel}, {statements: weekly-catch, section: catches}, {list: gear-areas}, {last-period: catches} or {last-version: catches}.");
            return null;
        }
        var fact = source switch
        {
            "register" => Register(map, code),
            "statements" => Statements(map, code),
            "list" => List(map, code),
            _ => Earlier(map, code, source == "last-period"),
        };
        map.Close();
        return fact;
    }

    private Fact Register(MapReader map, string code)
    {
        var register = map.Word("register");
        var of = reading.Other(register, DefinitionKind.Register);
        var section = map.Word("section", required: false);
        if (register is not null)
            reading.Across.Add(new Across(others => CheckSection(others, register, section, DefinitionKind.Register)));
        RefuseDays(map);
        return new Fact(code, FactSource.Register, of ?? "", section?.Value, reading.Formula(map, "as-of", FormulaScope.Outside, Wanted.Day), map.Flag("own") ?? false);
    }

    private Fact Statements(MapReader map, string code)
    {
        var word = map.Word("statements");
        var of = reading.Other(word, DefinitionKind.Return);
        var section = map.Word("section", required: false);
        if (word is not null)
            reading.Across.Add(new Across(others => CheckSection(others, word, section, DefinitionKind.Return)));
        map.Refuse("as-of", "Statements count by their periods.", "Say which with \"since\" and \"until\": {statements: weekly-catch, since: date(period.start.year, 1, 1), until: period.end}.");
        return new Fact(code, FactSource.Statements, of ?? "", section?.Value, null, map.Flag("own") ?? false)
        {
            Since = reading.Formula(map, "since", FormulaScope.Outside, Wanted.Day),
            Until = reading.Formula(map, "until", FormulaScope.Outside, Wanted.Day, required: !HasPeriod),
        };
    }

    // Only what has periods can leave it to the period where they end.
    private bool HasPeriod => reading.Kind == DefinitionKind.Return || root.Has("obliges");

    // Without a section the only one is meant.
    private void CheckSection(IReadOnlyDictionary<string, Definition> others, YamlText register, YamlText? section, DefinitionKind kind)
    {
        if (!others.TryGetValue(register.Value, out var definition) || definition.Kind != kind)
            return;
        if (section is null && definition.Sections.Count > 1)
            reading.Findings.Add(register.At, "missing-key", $"\"{register.Value}\" has several sections.", $"Say which is meant: \"section: {definition.Sections[0].Code}\".");
        else if (section is not null && definition.Section(section.Value) is null)
            reading.Findings.AddUnknown(section.At, "unknown-section", $"\"{register.Value}\" has no section \"{section.Value}\".", section.Value, definition.Sections.Select(other => other.Code));
    }

    private Fact List(MapReader map, string code)
    {
        var list = reading.List(map.Word("list"));
        reading.IsUnsure |= list is null;
        Refuse(map, "Remove it: the rows of a list are those in force on the statement's day.");
        return new Fact(code, FactSource.List, list ?? "", null, null, OwnOnly: false);
    }

    private static void RefuseDays(MapReader map)
    {
        foreach (var other in new[] { "since", "until" })
            map.Refuse(other, $"\"{other}\" goes with statements.", "Use \"as-of\" for a register; what is neither has no days of its own.");
    }

    private static void Refuse(MapReader map, string mend)
    {
        RefuseDays(map);
        foreach (var other in new[] { "section", "as-of", "own" })
            map.Refuse(other, $"\"{other}\" goes with a register.", mend);
    }

    private Fact Earlier(MapReader map, string code, bool period)
    {
        var key = period ? "last-period" : "last-version";
        var section = map.Word(key);
        if (section is not null && known.Section(section.Value) is null)
            reading.Findings.AddUnknown(section.At, "unknown-section", $"There is no section \"{section.Value}\".", section.Value, known.Sections);
        if (period && reading.Kind != DefinitionKind.Return)
            reading.Findings.Add(map.At, "unfitting-key", "Only a return has periods.", "Use \"last-version\", or another source.");
        Refuse(map, "Remove it: the party's own earlier statement is meant.");
        return new Fact(code, period ? FactSource.LastPeriod : FactSource.LastVersion, reading.Code, section?.Value, null, OwnOnly: true);
    }
}
