using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Syntax;

namespace Entente.Tests.Feel.Checking;

public sealed class SignatureTests
{
    private static readonly Node One = new BooleanLiteral(true);

    [Fact]
    public void Every_function_of_the_specification_is_there_and_one_of_ours()
    {
        string[] all =
        [
            "abs", "add working days", "after", "all", "any", "append", "before", "ceiling", "coincides", "concatenate", "contains", "context", "context merge",
            "context put", "count", "date", "date and time", "day of week", "day of year", "decimal", "distinct values", "duration", "during",
            "ends with", "even", "exp", "finished by", "finishes", "flatten", "floor", "get entries", "get value", "includes", "index of",
            "insert before", "is", "list contains", "list replace", "log", "lower case", "matches", "max", "mean", "median", "meets", "met by",
            "min", "mode", "modulo", "month of year", "not", "now", "number", "odd", "overlaps", "overlaps after", "overlaps before", "product",
            "range", "remove", "replace", "reverse", "round down", "round half down", "round half up", "round up", "sort", "split", "sqrt",
            "started by", "starts", "starts with", "stddev", "string", "string join", "string length", "sublist", "substring", "substring after",
            "substring before", "sum", "time", "today", "union", "upper case", "week of year", "years and months duration",
        ];
        Signatures.All.Select(s => s.Name).ShouldBe(all);
    }

    [Fact]
    public void A_signature_reads_as_the_specification_writes_it() =>
        Signatures.Find("substring")!.ToString().ShouldBe("substring(string: string, start position: number, length?: number): string");

    [Fact]
    public void Arguments_by_name_find_their_parameters()
    {
        var ways = Signatures.Find("list replace")!.Arrange([new("newItem", One), new("list", One), new("match", One)]).ToList();
        ways.Count.ShouldBe(1);
        ways[0].Places.ShouldBe([2, 0, 1]);
    }

    [Fact]
    public void Arguments_by_place_may_suit_several_overloads() =>
        Signatures.Find("before")!.Arrange([new(null, One), new(null, One)]).Count().ShouldBe(4);

    [Fact]
    public void What_follows_a_repeated_parameter_is_for_it_too() =>
        Signatures.Find("append")!.Arrange([new(null, One), new(null, One), new(null, One)]).Single().Places.ShouldBe([0, 1, 1]);

    [Fact]
    public void Wrong_names_and_wrong_counts_suit_nothing()
    {
        Signatures.Find("abs")!.Arrange([new("number", One)]).ShouldBeEmpty();
        Signatures.Find("abs")!.Arrange([]).ShouldBeEmpty();
        Signatures.Find("floor")!.Arrange([new("n", One), new("n", One)]).ShouldBeEmpty();
    }

    [Fact]
    public void Counts_say_how_many_arguments_there_may_be()
    {
        Signatures.Find("date")!.Counts.ShouldBe("1|3");
        Signatures.Find("concatenate")!.Counts.ShouldBe("1|…");
    }
}
