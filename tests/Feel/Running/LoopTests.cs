using Entente.Feel;

namespace Entente.Tests.Feel.Running;

public sealed class LoopTests
{
    [Theory]
    [InlineData("for i in 1..3 return i * i", "[1, 4, 9]")]
    [InlineData("for i in 3..1 return i", "[3, 2, 1]")]
    [InlineData("for i in [1..4) return i", "[1, 2, 3]")]
    [InlineData("for x in [1, 2], y in [x, 10] return x + y", "[2, 11, 4, 12]")]
    [InlineData("for i in 0..4 return if i = 0 then 1 else i * partial[-1]", "[1, 1, 2, 6, 24]")]
    [InlineData("for d in @\"2026-02-27\"..@\"2026-03-01\" return d.day", "[27, 28, 1]")]
    [InlineData("for x in null return x", "null")]
    [InlineData("for x in 5 return x", "[5]")]
    [InlineData("for x in [] return x", "[]")]
    [InlineData("some x in [1, 2] satisfies x > 1", "true")]
    [InlineData("every x in [1, 2] satisfies x > 1", "false")]
    [InlineData("some x in [null, 1] satisfies x > 1", "null")]
    [InlineData("every x in [null, 1] satisfies x > 1", "false")]
    [InlineData("some x in [1, 2], y in [2, 3] satisfies x + y = 5", "true")]
    public void For_and_some_and_every(string text, string value) => Run.Text(text).ShouldBe(value);

    [Theory]
    [InlineData("[1, 2, 3][item > 1]", "[2, 3]")]
    [InlineData("[1, 2, 3][2]", "2")]
    [InlineData("[1, 2, 3][-1]", "3")]
    [InlineData("[1, 2, 3][4]", "null")]
    [InlineData("{n: 2, r: [7, 8][n]}.r", "8")]
    [InlineData("[][{n: 1}.n]", "null")]
    [InlineData("5[1]", "5")]
    [InlineData("5[item > 3]", "[5]")]
    [InlineData("[{a: 1, b: 2}, {a: 3, b: 4}][a > 2].b", "[4]")]
    [InlineData("[{item: 1}, {item: 2}][item > 1]", "[{item: 2}]")]
    [InlineData("[[{a: 1}], [{a: 2}]].a", "[[1], [2]]")]
    public void Filters_and_paths(string text, string value) => Run.Text(text).ShouldBe(value);

    [Theory]
    [InlineData("{a: 2, r: [{a: 1}, {b: 1}][a = 1]}.r", "[{a: 1}]")]
    [InlineData("{x: 1, r: [{y: 1}, {y: 2}][y = x]}.r", "[{y: 1}]")]
    [InlineData("{x: 9, r: [{x: [{y: 1}]}][count(x[y = 1]) = 1]}.r", "[{x: [{y: 1}]}]")]
    [InlineData("{x: 2, r: [{y: [{z: 1}, {z: 2}]}][count(y[z = x]) = 1]}.r", "[{y: [{z: 1}, {z: 2}]}]")]
    public void Members_of_the_item_hide_outer_names(string text, string value) => Run.Text(text).ShouldBe(value);

    [Theory]
    [InlineData("{f: function(n) if n <= 1 then 1 else n * f(n - 1), r: f(20)}.r", "2432902008176640000")]
    [InlineData("{add: function(a) function(b) a + b, r: add(1)(2)}.r", "3")]
    [InlineData("{k: 10, r: for i in 1..2 return (function(x) x + i + k)(100)}.r", "[111, 112]")]
    [InlineData("{k: 10, fs: for i in 1..2 return function() i + k, r: for f in fs return f()}.r", "[11, 12]")]
    [InlineData("{f: sum, r: f([1, 2])}.r", "3")]
    [InlineData("[{a: 1}, {a: 5}][(function(n) n > 2)(a)]", "[{a: 5}]")]
    public void Functions_hold_what_was_there_when_they_were_made(string text, string value) => Run.Text(text).ShouldBe(value);

    [Theory]
    [InlineData("1 instance of number", "true")]
    [InlineData("[1, 2] instance of list<number>", "true")]
    [InlineData("{a: 1, b: 2} instance of context<a: number>", "true")]
    [InlineData("null instance of Any", "false")]
    [InlineData("1 instance of nonsense", "unknown-type")]
    public void Instance_of(string text, string value) => Run.Text(text).ShouldBe(value);

    [Theory]
    [InlineData("sum([{g: \"PS\", w: 1}, {g: \"LL\", w: 2}, {g: \"PS\", w: 4}][g = \"PS\"].w)", "5")]
    [InlineData("count([{g: \"PS\"}, {g: \"LL\"}][g = \"PS\"])", "1")]
    [InlineData("max([{w: 1}, {w: 3}].w)", "3")]
    [InlineData("all([{w: true}, {w: false}].w)", "false")]
    [InlineData("sum({w: [1, 2]}.w)", "3")]
    [InlineData("sum(null[w > 1].w)", "null")]
    [InlineData("count(7[item > 3])", "1")]
    [InlineData("sum([[1, 2], [3]][count(item) > 1])", "argument-type")]
    public void Folds_give_what_the_list_would(string text, string value)
    {
        Run.Text(text).ShouldBe(value);
        var traced = Rule.Dynamic(Run.Tree(text), Entente.Feel.Checking.Scope.Empty, traced: true).Evaluate([]);
        (traced.Problem?.Code ?? traced.Value.ToString()).ShouldBe(value);
    }
}
