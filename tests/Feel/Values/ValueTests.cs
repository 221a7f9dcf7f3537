using System.Runtime.CompilerServices;
using Entente.Feel;
using Entente.Feel.Syntax;
using Entente.Feel.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Feel.Values;

public sealed class ValueTests
{
    private static readonly Config config = Cases.Config(1000);

    [Fact]
    public void A_value_has_32_bytes() => Unsafe.SizeOf<Value>().ShouldBe(32);

    [Fact]
    public void Null_is_null_and_nothing_else()
    {
        Value.Same(Value.Null, Value.Null).ShouldBe(true);
        Value.Same(Value.Null, Value.Of(0)).ShouldBe(false);
        Value.Same(Value.Of(""), Value.Null).ShouldBe(false);
    }

    [Fact]
    public void Kinds_cannot_be_compared_with_each_other()
    {
        Value.Same(Value.Of(100), Value.Of("100")).ShouldBeNull();
        Value.Same(Value.Of(FeelList.Empty), Value.Of(Context.Empty)).ShouldBeNull();
        Value.Order(Value.Of(1), Value.Of("a")).ShouldBeNull();
        Value.Order(Value.True, Value.False).ShouldBeNull();
        Value.Same(Value.Of(new DaysDuration(0)), Value.Of(new YearsDuration(0))).ShouldBeNull();
    }

    [Fact]
    public void Contexts_are_the_same_in_any_order()
    {
        var one = Value.Of(Context.Of(("a", Value.Of(1)), ("b", Value.Of("x"))));
        var other = Value.Of(Context.Of(("b", Value.Of("x")), ("a", Value.Of(1.0m))));
        Value.Same(one, other).ShouldBe(true);
        one.GetHashCode().ShouldBe(other.GetHashCode());
        Value.Same(one, Value.Of(Context.Of(("a", Value.Of(1))))).ShouldBe(false);
    }

    [Fact]
    public void Lists_are_the_same_member_by_member()
    {
        Value List(params ReadOnlySpan<Value> items) => Value.Of(FeelList.Of(items));
        Value.Same(List(Value.Of(1), List(Value.Of(2))), List(Value.Of(1), List(Value.Of(2.0m)))).ShouldBe(true);
        Value.Same(List(Value.Of(1)), List(Value.Of("1"))).ShouldBe(false);
        Value.Same(List(Value.Of(1)), List(Value.Of(1), Value.Of(1))).ShouldBe(false);
    }

    [Fact]
    public void A_range_written_as_a_comparison_is_another_range()
    {
        var below = new FeelRange(false, Value.Null, Value.Of(10), false);
        Value.Same(Value.Of(below with { IsComparison = true }), Value.Of(below)).ShouldBe(false);
        Value.Of(below with { IsComparison = true }).ToString().ShouldBe("(< 10)");
        Value.Of(below).ToString().ShouldBe("(null..10)");
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(10, false)]
    [InlineData(0, false)]
    public void A_range_contains_its_closed_ends_only(int number, bool within) =>
        new FeelRange(true, Value.Of(1), Value.Of(10), false).Contains(Value.Of(number)).ShouldBe(within);

    [Fact]
    public void A_range_cannot_tell_about_another_kind()
    {
        new FeelRange(true, Value.Of(1), Value.Of(10), false).Contains(Value.Of("5")).ShouldBeNull();
        new FeelRange(true, Value.Of(1), Value.Of(10), false).Contains(Value.Null).ShouldBeNull();
    }

    [Fact]
    public void Text_is_in_the_order_of_characters()
    {
        Value.Order(Value.Of("a"), Value.Of("b"))!.Value.ShouldBeNegative();
        Value.Order(Value.Of("\uFFFD"), Value.Of("𝄞"))!.Value.ShouldBeNegative();
        Value.Order(Value.Of("ab"), Value.Of("a"))!.Value.ShouldBePositive();
    }

    [Fact]
    public void A_null_says_why()
    {
        var problem = new Finding("divided-by-zero", default, Seq<string>.Empty);
        Value.Failed(problem).IsNull.ShouldBeTrue();
        Value.Failed(problem).Problem.ShouldBe(problem);
        Value.Null.Problem.ShouldBeNull();
        Value.Of("text").Problem.ShouldBeNull();
    }

    [Fact]
    public void Another_kind_is_refused() => Should.Throw<InvalidOperationException>(() => Value.Of(1).AsText);

    [Fact]
    public void Every_kind_comes_out_as_it_went_in() => Check.One(config, Prop.ForAll(Draws.Moments.ToArbitrary(), moment =>
        Value.Of(moment).AsDateAndTime == moment && Value.Of(moment.Time).AsTime == moment.Time && Value.Of(moment.Date).AsDate == moment.Date));

    [Fact]
    public void A_duration_comes_out_as_it_went_in() =>
        Check.One(config, Prop.ForAll(Draws.DaysDurations.ToArbitrary(), duration => Value.Of(duration).AsDaysDuration == duration));

    [Fact]
    public void A_value_is_the_same_as_itself_and_has_no_order_that_says_otherwise() => Check.One(config, Prop.ForAll(Draws.Values().ToArbitrary(), value =>
        Value.Same(value, value) == true && Value.Order(value, value) is null or 0));

    [Fact]
    public void Sameness_goes_both_ways_and_agrees_with_order_and_hash() =>
        Check.One(config, Prop.ForAll((from a in Draws.Values(1) from b in Draws.Values(1) select (a, b)).ToArbitrary(), pair =>
            Value.Same(pair.a, pair.b) == Value.Same(pair.b, pair.a)
            && (Value.Order(pair.a, pair.b) is not { } order || ((order == 0) == Value.Same(pair.a, pair.b) && Math.Sign(order) == -Math.Sign(Value.Order(pair.b, pair.a)!.Value)))
            && (!pair.a.Equals(pair.b) || pair.a.GetHashCode() == pair.b.GetHashCode())));

    [Fact]
    public void Literals_are_as_the_language_writes_them()
    {
        Value.Of("a \"b\"\n\\").ToString().ShouldBe("""
            "a \"b\"\n\\"
            """);
        Value.Of(Context.Of(("gear", Value.Of("PS")), ("weight kg", Value.Of(12.50m)), ("if", Value.Null))).ToString()
            .ShouldBe("""{gear: "PS", "weight kg": 12.5, "if": null}""");
        Value.Of(FeelList.Of(Value.Of(new Date(2026, 1, 31)), Value.True)).ToString().ShouldBe("""[@"2026-01-31", true]""");
        Value.Of(new Date(2026, 1, 31)).Text().ShouldBe("2026-01-31");
        Value.Of("PS").Text().ShouldBe("PS");
    }

    [Fact]
    public void What_is_deep_or_endless_to_walk_through_ends()
    {
        var (deep, wide, twin) = (Value.Null, Value.Null, Value.Null);
        for (var level = 0; level < 200_000; level++)
            deep = Value.Of(FeelList.Of(deep));
        for (var level = 0; level < 60; level++)
            (wide, twin) = (Value.Of(FeelList.Of(wide, wide)), Value.Of(FeelList.Of(twin, twin)));
        Value.Same(deep, Value.Of(FeelList.Of(deep))).ShouldBeNull();
        Value.Same(wide, twin).ShouldBeNull();
        deep.GetHashCode().ShouldBe(deep.GetHashCode());
        wide.TryText(1000, out _).ShouldBeFalse();
        deep.ToString().ShouldEndWith("…");
    }

    [Theory]
    [InlineData("start included", "false")]
    [InlineData("start", "1")]
    [InlineData("end", "10")]
    [InlineData("end included", "true")]
    public void A_range_has_members(string name, string value)
    {
        Members.TryGet(Value.Of(new FeelRange(false, Value.Of(1), Value.Of(10), true)), name, out var member).ShouldBeTrue();
        member.ToString().ShouldBe(value);
    }

    [Theory]
    [InlineData("year", "2018")]
    [InlineData("weekday", "1")]
    [InlineData("hour", "10")]
    [InlineData("second", "1.5")]
    [InlineData("time offset", "@\"PT1H\"")]
    [InlineData("timezone", "\"Europe/Paris\"")]
    public void A_moment_has_members(string name, string value)
    {
        var moment = Value.Of(Written.Moment("2018-12-10T10:30:01.5@Europe/Paris"));
        Members.TryGet(moment, name, out var member).ShouldBeTrue();
        member.ToString().ShouldBe(value);
        Members.TryGet(moment, "days", out _).ShouldBeFalse();
    }
}
