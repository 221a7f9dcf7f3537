using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Values;

namespace Entente.Tests.Feel.Checking;

/// <summary>Rows of the tables of <see cref="Desk"/>.</summary>
internal static class Book
{
    public static readonly Shape Catch = Shape.Of("vessel_id", "gear", "weight_kg", "landed", "area");

    public static readonly Shape Vessel = Shape.Of("vessel_id", "flag", "length_m", "until");

    public static readonly Value Party = Value.Of(Context.Of(
        ("name", Value.Of("FR")), ("quota_kg", Value.Of(100)), ("member", Value.True), ("joined", Value.Of(new Date(1995, 5, 1)))));

    /// <summary>The values of the scope with the tables in it, as an evaluation that holds everything needs them.</summary>
    public static Value[] Values(IEnumerable<Value> catches, IEnumerable<Value> register, Value row) =>
    [
        Value.Of(FeelList.Of([.. catches])), row, Value.Of(FeelList.Of([.. register])), Value.Of(FeelList.Of(Value.Of("A"), Value.Of("B"))), Party,
        Member(row, "gear"), Member(row, "weight_kg"), Member(row, "landed"), Value.Null, Value.Null,
    ];

    public static Value CatchOf(string? vessel, string? gear, decimal? weight, int? day) => Value.Of(new Context(Catch,
        [Value.Of(vessel), Value.Of(gear), weight is { } kg ? Value.Of(kg) : Value.Null, DayOf(day), Value.Of("ATE")]));

    public static Value VesselOf(string? vessel, string? flag, decimal? length, int? until) => Value.Of(new Context(Vessel,
        [Value.Of(vessel), Value.Of(flag), length is { } m ? Value.Of(m) : Value.Null, DayOf(until)]));

    /// <summary>What planned rules come to: rule, row and outcome, in order.</summary>
    public static List<RowOutcome> Planned(IReadOnlyList<string> rules, IReadOnlyList<Value> catches, IReadOnlyList<Value> register)
    {
        var planned = PlannedRules.Of(Desk.Large, [.. rules.Select(r => Checker.Check(r, Desk.Large))]);
        return [.. planned.Run(Values([], [], Value.Null), name => name == "catches" ? catches : register)];
    }

    private static Value Member(Value row, string name) => row.Kind == Kind.Context && row.AsContext.TryGet(name, out var value) ? value : Value.Null;

    private static Value DayOf(int? day) => day is { } d ? Value.Of(new Date(2026, 1, d)) : Value.Null;
}
