namespace Entente.Tests.Feel.Browser;

/// <summary>Random rules of the subset, as text, over the fields of <see cref="Form"/>.</summary>
internal sealed class RandomRules(Random random)
{
    private readonly List<string> rows = [];
    private int left;

    /// <summary>Mostly conditions, as rules are.</summary>
    public string Rule()
    {
        left = random.Next(2, 18);
        rows.Clear();
        return random.Next(6) switch { 0 => Number(), 1 => Date(), 2 => Text(), _ => Truth() };
    }

    private string Truth() => left-- <= 0 ? One("yes", "no", "true", Row("checked")) : random.Next(17) switch
    {
        0 or 1 => $"({Number()} {Sign()} {Number()})",
        2 => $"({Date()} {Sign()} {Date()})",
        3 => $"({Text()} {Sign()} {Text()})",
        4 => $"({Truth()} and {Truth()})",
        5 => $"({Truth()} or {Truth()})",
        6 => $"not({Truth()})",
        7 => $"({Number()} between {Number()} and {Number()})",
        8 => $"({Number()} in {One("[", "(")}{Number()}..{Number()}{One("]", ")")})",
        9 => $"({Date()} in ({One("<", ">=")} {Date()}, [{Date()}..{Date()}]))",
        10 => $"({Text()} in ({Text()}, {Text()}))",
        11 => $"({Any()} {One("=", "!=")} null)",
        12 => $"({One("some", "every")} c in {Rows()} satisfies {WithRow("c", Truth)})",
        13 => $"{One("contains", "starts with", "ends with")}({Text()}, {Text()})",
        14 => $"matches({Text()}, {One("\"^[A-Z]{2}$\"", "\"[é-ü]|a+b\"", "\"\\d\\d\"", "\"^.{2,5}$\"", "\"^[^P]*$\"", "\"\\s|[-.]\"", "\"[\\w-[a-f]]\"")})",
        15 => $"({Text()} in codes)",
        _ => $"list contains(figures, {Number()})",
    };

    private string Number() => left-- <= 0 ? Figure() : random.Next(17) switch
    {
        0 or 1 => $"({Number()} {One("+", "-", "*", "/")} {Number()})",
        2 => $"-{Figure()}",
        3 => $"{One("sum", "min", "max", "mean")}({Rows()}.{One("weight_kg", "fish")})",
        4 => $"count({Rows()})",
        5 => $"{One("sum", "max", "min")}({Number()}, {Number()})",
        6 => $"(if {Truth()} then {Number()} else {Number()})",
        7 => $"sum(for r in {Rows()} return {WithRow("r", Number)})",
        8 => $"{Date()}.{One("year", "month", "day", "weekday")}",
        9 => $"({Date()} - {Date()}).days",
        10 => $"years and months duration({Date()}, {Date()}).{One("years", "months")}",
        11 => $"string length({Text()})",
        12 => $"{One("decimal", "round up", "round down", "round half up", "round half down", "floor", "ceiling")}({Number()}, {One("0", "1", "2", "-1", "-3", "9")})",
        13 => $"{One("floor", "ceiling", "abs")}({Number()})",
        14 => $"catches[{One("1", "2", "-1", "4")}].{One("weight_kg", "fish")}",
        15 => $"sum(figures[item {Sign()} {Number()}])",
        _ => Figure(),
    };

    private string Date() => left-- <= 0 ? Day() : random.Next(7) switch
    {
        0 => $"({Date()} {One("+", "-")} {One("@\"P1M\"", "@\"P1Y1M\"", "duration(\"P30D\")", "@\"PT36H\"", "@\"-P13M\"", "(day - until)")})",
        1 => $"(if {Truth()} then {Date()} else {Date()})",
        2 => $"{One("min", "max")}({Rows()}.caught_on)",
        3 => $"date({One("2024", "2025", Number())}, {One("2", "12")}, {One("1", "28", "29")})",
        _ => Day(),
    };

    private string Text() => left-- <= 0 ? Word() : random.Next(6) switch
    {
        0 => $"({Text()} + {Text()})",
        1 => $"{One("upper case", "lower case")}({Text()})",
        2 => $"substring({Text()}, {One("1", "2", "-1", "-2")}{One("", ", 1", ", 3")})",
        3 => $"(if {Truth()} then {Text()} else {Text()})",
        _ => Word(),
    };

    private string Any() => random.Next(3) switch { 0 => Number(), 1 => Date(), _ => Text() };

    private string Rows() => left-- <= 0 || random.Next(2) == 0 ? "catches" : $"{Rows()}[{WithRow("item", Truth)}]";

    private string WithRow(string name, Func<string> make)
    {
        rows.Add(name);
        var made = make();
        rows.RemoveAt(rows.Count - 1);
        return made;
    }

    // A member of the row in hand; in a filter also without saying of what.
    private string Row(string member) => rows.Count == 0 ? "yes" : rows[^1] == "item" && random.Next(2) == 0 ? member : rows[random.Next(rows.Count)] + "." + member;

    private string Figure() => rows.Count > 0 && random.Next(2) == 0 ? Row(One("weight_kg", "fish"))
        : One("a", "b", "c", "0", "1", "0.1", "2.50", "1000", "12345678901234567890.5", "statement.quota_kg", "statement.year");

    private string Day() => rows.Count > 0 && random.Next(2) == 0 ? Row("caught_on")
        : One("day", "until", "statement.sent_on", "@\"2024-02-29\"", "date(\"2025-06-03\")", "goods.due_on");

    private string Word() => rows.Count > 0 && random.Next(2) == 0 ? Row("species") : One("word", "other", "\"PS\"", "\"é\"", "\"a b\"", "goods.hs_code", "statement.flag");

    private string Sign() => One("=", "!=", "<", "<=", ">", ">=");

    private T One<T>(params T[] of) => of[random.Next(of.Length)];
}
