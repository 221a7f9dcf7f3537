using static Entente.Feel.Checking.FeelType;

namespace Entente.Feel.Checking;

public static partial class Signatures
{
    private static IEnumerable<(string Name, Overload Overload)> Lists() =>
    [
        F("list contains", FeelType.Boolean, P("list", ListOf(Alike)), P("element", Alike)),
        F("list replace", ListOf(T), P("list", ListOf(T)), P("position", Number), P("newItem", T)),
        F("list replace", ListOf(T), P("list", ListOf(T)), P("match", FunctionOf(FeelType.Boolean, T, T)), P("newItem", T)),
        F("count", Number, P("list", AnyList)),
        .. Statistic("min", Ordered, Ordered),
        .. Statistic("max", Ordered, Ordered),
        .. Statistic("sum", Number, Number),
        .. Statistic("mean", Number, Number),
        .. Statistic("median", Number, Number),
        .. Statistic("stddev", Number, Number),
        .. Statistic("mode", Number, ListOf(Number)),
        .. Statistic("product", Number, Number),
        .. Statistic("all", FeelType.Boolean, FeelType.Boolean),
        .. Statistic("any", FeelType.Boolean, FeelType.Boolean),
        F("sublist", ListOf(T), P("list", ListOf(T)), P("start position", Number), Optional("length", Number)),
        F("append", ListOf(T), P("list", ListOf(T)), Repeated("item", T)),
        F("concatenate", ListOf(T), Repeated("list", ListOf(T))),
        F("insert before", ListOf(T), P("list", ListOf(T)), P("position", Number), P("newItem", T)),
        F("remove", ListOf(T), P("list", ListOf(T)), P("position", Number)),
        F("reverse", ListOf(T), P("list", ListOf(T))),
        F("index of", ListOf(Number), P("list", ListOf(Alike)), P("match", Alike)),
        F("union", ListOf(T), Repeated("list", ListOf(T))),
        F("distinct values", ListOf(T), P("list", ListOf(T))),
        F("flatten", AnyList, P("list", AnyList)),
        F("sort", ListOf(T), P("list", ListOf(T)), P("precedes", FunctionOf(FeelType.Boolean, T, T))),
    ];

    private static IEnumerable<(string Name, Overload Overload)> Statistic(string name, FeelType of, FeelType result) =>
        [F(name, result, P("list", ListOf(of))), F(name, result, Repeated(of.Is(Kind.Boolean) ? "b" : of.Is(Kind.Number) ? "n" : "c", of))];

    private static IEnumerable<(string Name, Overload Overload)> Numbers() =>
    [
        F("decimal", Number, P("n", Number), P("scale", Number)),
        F("floor", Number, P("n", Number), Optional("scale", Number)),
        F("ceiling", Number, P("n", Number), Optional("scale", Number)),
        F("round up", Number, P("n", Number), P("scale", Number)),
        F("round down", Number, P("n", Number), P("scale", Number)),
        F("round half up", Number, P("n", Number), P("scale", Number)),
        F("round half down", Number, P("n", Number), P("scale", Number)),
        F("abs", Number, P("n", Number)),
        F("abs", DaysDuration, P("n", DaysDuration)),
        F("abs", YearsDuration, P("n", YearsDuration)),
        F("modulo", Number, P("dividend", Number), P("divisor", Number)),
        F("sqrt", Number, P("number", Number)),
        F("log", Number, P("number", Number)),
        F("exp", Number, P("number", Number)),
        F("odd", FeelType.Boolean, P("number", Number)),
        F("even", FeelType.Boolean, P("number", Number)),
    ];

    private static IEnumerable<(string Name, Overload Overload)> Contexts() =>
    [
        F("get value", Any, P("m", AnyContext), P("key", Text)),
        F("get entries", ListOf(ContextOf(("key", Text), ("value", Any))), P("m", AnyContext)),
        F("context", Any, P("entries", ListOf(ContextOf(("key", Text), ("value", Any))))),
        F("context put", Any, P("context", AnyContext), P("key", Text), P("value", Any)),
        F("context put", Any, P("context", AnyContext), P("keys", ListOf(Text)), P("value", Any)),
        F("context merge", Any, P("contexts", ListOf(AnyContext))),
    ];
}
