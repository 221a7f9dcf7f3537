using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Rules;
using Entente.Shared.Localisation;
using Microsoft.Extensions.Logging.Abstractions;
using Finding = Entente.Bodies.Finding;

namespace Entente.Records.Examples;

/// <summary>Runs a body's examples through its rules and says where they differ from what they expect.</summary>
public static class ExampleCheck
{
    /// <summary>For a folder that was just read, said in English as everything about folders is.</summary>
    public static IEnumerable<Finding> Told(Body body, IReadOnlyList<Definition> definitions, IReadOnlyList<Example> examples)
    {
        var words = Texts.Load(typeof(ExampleCheck).Assembly, pseudo: false, TimeProvider.System, NullLogger<Texts>.Instance).WordsIn(Language.English.Code);
        return Run(body, definitions, examples, (definition, fault) => Faults.Say(fault, words, definition, body), TimeProvider.System);
    }

    public static IEnumerable<Finding> Run(Body body, IReadOnlyList<Definition> definitions, IReadOnlyList<Example> examples, Func<Definition, Fault, string> say, TimeProvider time)
    {
        var others = definitions.ToDictionary(definition => definition.Code, StringComparer.Ordinal);
        return examples.SelectMany(example => ExampleDifferences.Of(example, Judge(example, body, others, time), fault => say(example.Definition, fault)));
    }

    private static IReadOnlyList<Fault> Judge(Example example, Body body, Dictionary<string, Definition> others, TimeProvider time)
    {
        var scopes = new Scopes(example.Definition, body, others);
        var today = example.Today ?? example.Period?.End.AddDays(-1) ?? body.Today(time);
        var day = example.Period is { End: var end } && end <= today ? end.AddDays(-1) : today;
        var around = new Surroundings(body, example.Party is null ? null : body.Party(example.Party), day)
        {
            Now = new DateTimeOffset(today.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
            Period = example.Period is { } period ? new ReportedPeriod(period.Code, period.Start, period.End) : null,
            Facts = example.Definition.Facts.ToDictionary(fact => fact.Code, fact => RowsOf(example, fact, scopes), StringComparer.Ordinal),
            Entry = (definition, id) => Entry(example, definition, id, scopes),
            Entries = definition => Rows(example, definition).Select(row => row.Id).Distinct(StringComparer.Ordinal),
        };
        return RuleBook.Of(example.Definition, body, others).Judge(ExampleStatement.Of(example), around).Faults;
    }

    private static IEnumerable<Value> RowsOf(Example example, Fact fact, Scopes scopes) =>
        scopes.RowOf(fact) is { } type && example.Facts.TryGetValue(fact.Code, out var rows) ? [.. rows.Select(row => Value.Of(ExampleStatement.Seen(row, type)))] : [];

    private static Context? Entry(Example example, string definition, string id, Scopes scopes)
    {
        var known = Rows(example, definition).ToList();
        var row = known.Find(row => row.Id == id);
        // An example that names none of these records is not about whether they are there.
        row ??= known.Count == 0 ? new ExampleRow(Place.Start, id, new Dictionary<string, ExampleAnswer>(StringComparer.Ordinal)) : null;
        return row is null ? null : ExampleStatement.Seen(row, scopes.EntryOf(definition));
    }

    private static IEnumerable<ExampleRow> Rows(Example example, string definition) =>
        (example.Records.GetValueOrDefault(definition) ?? [])
            .Concat(example.Definition.Facts.Where(fact => fact.Source == FactSource.Register && fact.Of == definition).SelectMany(fact => example.Facts.GetValueOrDefault(fact.Code) ?? []));
}
