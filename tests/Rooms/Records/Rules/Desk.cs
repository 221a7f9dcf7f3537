using System.Globalization;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Values;
using Entente.Records.Content;
using Entente.Records.Rules;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Records.Rules;

/// <summary>Statements as the tests of rules declare them.</summary>
internal static class Desk
{
    public static readonly IReadOnlyDictionary<string, Definition> All = Definitions.All();

    public static readonly Surroundings Around = AroundOf(("v1", "Maru", "JPN", 24m), ("v2", "Kaiyo", "JPN", 31m));

    public static Definition Everything => All["everything"];

    public static RuleBook Book(Definition definition) => RuleBook.Of(definition, Definitions.Body(), All);

    /// <summary>What Japan declares for a week; the register holds these vessels.</summary>
    public static Surroundings AroundOf(params (string Id, string Name, string Flag, decimal Length)[] vessels)
    {
        var entries = vessels.ToDictionary(vessel => vessel.Id, vessel => Context.Of(
            ("id", Value.Of(vessel.Id)), ("name", Value.Of(vessel.Name)), ("flag", Value.Of(vessel.Flag)), ("length", Value.Of(vessel.Length))), StringComparer.Ordinal);
        return new Surroundings(Definitions.Body(), Definitions.Body().Party("JPN"), new DateOnly(2026, 2, 15))
        {
            Now = new DateTimeOffset(2026, 2, 20, 12, 0, 0, TimeSpan.Zero),
            Period = new ReportedPeriod("2026-W07", new DateOnly(2026, 2, 9), new DateOnly(2026, 2, 16)),
            Facts = new Dictionary<string, IEnumerable<Value>>(StringComparer.Ordinal)
            {
                ["fleet"] = [.. entries.Values.Select(Value.Of)],
                ["before"] = [],
                ["previous"] = [],
            },
            Entry = (definition, id) => definition == "vessels" ? entries.GetValueOrDefault(id) : null,
            Entries = definition => definition == "vessels" ? entries.Keys : [],
        };
    }

    /// <summary>A statement in which nothing is wrong.</summary>
    public static Statement Good()
    {
        var statement = new Statement(Everything);
        Put(statement, "report", ("officer", "K. Sato"), ("email", "k.sato@example.org"), ("website", "https://example.org/"), ("no_catch", false), ("vessels", 2m),
            ("limit", 1_000_000m), ("fee", 12.5m), ("ocean", "ATL"), ("area", "ATE"), ("partner", "GHA"), ("flagship", "v1"), ("product", "030232"), ("effort", 5m));
        statement["report", "gears"] = Answer.Of(Value.Of(FeelList.Of(Value.Of("PS"), Value.Of("LL"))));
        statement["report", "value"] = Answer.Of(Value.Of(Context.Of(("amount", Value.Of(7)), ("currency", Value.Of("EUR")))));
        statement["report", "port"] = Answer.Of(Value.Of(Context.Of(("latitude", Value.Of(35.6m)), ("longitude", Value.Of(139.7m)))));
        statement["report", "season"] = Answer.Of(Value.Of(new FeelRange(true, Day(1), Day(9), false)));
        statement["report", "signed"] = Answer.Of(Day(3));
        AddCatch(statement, "v1", "PS", 1000, 10);
        AddCatch(statement, "v2", "LL", 1000, 40).Answers[5] = Answer.Of(Value.Of(120));
        foreach (var species in new[] { "BFT", "BET", "SWO" })
            Add(statement, "bycatch", species, 1m);
        foreach (var vessel in new[] { "v1", "v2" })
            Add(statement, "fleet_use", vessel, 7m);
        return statement;
    }

    public static Row AddCatch(Statement statement, string vessel, string gear, decimal weight, int number) => Add(statement, "catches", vessel, gear, weight, (decimal)number);

    public static Row Add(Statement statement, string table, params object?[] answers)
    {
        var row = Row.Of(statement.Definition.Section(table)!, Guid.NewGuid());
        for (var at = 0; at < answers.Length; at++)
            row.Answers[at] = AnswerOf(answers[at]);
        statement.Rows(table).Add(row);
        return row;
    }

    public static void Put(Statement statement, string section, params (string Field, object? Answer)[] answers)
    {
        foreach (var (field, answer) in answers)
            statement[section, field] = AnswerOf(answer);
    }

    public static Answer AnswerOf(object? answer) => answer switch
    {
        null => Answer.Blank,
        Answer given => given,
        bool truth => Answer.Of(Value.Of(truth)),
        decimal number => Answer.Of(Value.Of(number)),
        int number => Answer.Of(Value.Of(number)),
        string text => Answer.Of(Value.Of(text)),
        Value value => Answer.Of(value),
        _ => throw new ArgumentException("no such answer", nameof(answer)),
    };

    public static Value Day(int day) => Value.Of(new Date(2026, 1, day));

    public static IReadOnlyList<Fault> Faults(Statement statement, Surroundings? around = null) => Book(statement.Definition).Judge(statement, around ?? Around).Faults;

    /// <summary>Faults as a line each: "key at catches 2 vessel (1)".</summary>
    public static string[] Lines(IEnumerable<Fault> faults) => [.. faults.Select(Line)];

    public static string Line(Fault fault) => string.Join(' ', new[]
    {
        fault.Rule, fault.Section is null ? null : "at", fault.Section, fault.RowNumber?.ToString(CultureInfo.InvariantCulture), fault.Field,
        fault.Facts.Count > 0 ? $"({string.Join(", ", fault.Facts)})" : null,
    }.OfType<string>());

    /// <summary>Everything that a statement says, to see whether it changed.</summary>
    public static string Said(Statement statement) => string.Join('\n', statement.Definition.Sections.Select(section =>
        $"{section.Code}: {string.Join(" / ", (section.IsTable ? statement.Rows(section.Code) : [statement.Fields(section.Code)]).Select(row => string.Join(", ", row.Answers.Select(answer => $"{answer.Kind} {answer.Value} {answer.Reason}"))))}"));
}
