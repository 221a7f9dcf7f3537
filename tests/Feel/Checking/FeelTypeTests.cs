using Entente.Feel;
using Entente.Feel.Checking;
using static Entente.Feel.Checking.FeelType;

namespace Entente.Tests.Feel.Checking;

public sealed class FeelTypeTests
{
    private static readonly FeelType Catch = ContextOf(("gear", TextOf("PS", "LL")), ("weight_kg", Number));

    [Fact]
    public void A_context_with_more_members_conforms_to_one_with_fewer()
    {
        Catch.Conforms(ContextOf(("weight_kg", Number))).ShouldBeTrue();
        ContextOf(("weight_kg", Number)).Conforms(Catch).ShouldBeFalse();
    }

    [Fact]
    public void A_function_takes_more_and_gives_less() =>
        FunctionOf(Number, Any).Conforms(FunctionOf(Any, Text)).ShouldBeTrue();

    [Fact]
    public void Fewer_codes_conform_to_more()
    {
        TextOf("PS").Conforms(TextOf("PS", "LL")).ShouldBeTrue();
        Text.Conforms(TextOf("PS")).ShouldBeFalse();
        TextOf("PS").Conforms(Text).ShouldBeTrue();
    }

    [Fact]
    public void Values_are_accepted_by_what_they_are()
    {
        var row = Value.Of(Context.Of(("gear", Value.Of("PS")), ("weight_kg", Value.Of(12)), ("more", Value.True)));
        Catch.Accepts(row).ShouldBeTrue();
        ListOf(Catch).Accepts(Value.Of(FeelList.Of(row, Value.Null))).ShouldBeTrue();
        ListOf(Number).Accepts(Value.Of(FeelList.Of(row))).ShouldBeFalse();
        Catch.Accepts(Value.Of(Context.Of(("gear", Value.Of("XX")), ("weight_kg", Value.Of(12))))).ShouldBeFalse();
    }

    [Fact]
    public void Null_is_accepted_everywhere_and_an_instance_of_nothing()
    {
        Number.Accepts(Value.Null).ShouldBeTrue();
        Number.Describes(Value.Null).ShouldBeFalse();
        Any.Describes(Value.Null).ShouldBeFalse();
        FeelType.Null.Describes(Value.Null).ShouldBeTrue();
    }

    [Fact]
    public void Types_read_as_they_are_written()
    {
        ListOf(Catch).ToString().ShouldBe("list<context<gear: string, weight_kg: number>>");
        FunctionOf(DaysDuration, Number).ToString().ShouldBe("function<number> -> days and time duration");
        ListOf(DateAndTime).Key.ShouldBe("list:date-and-time");
    }
}
