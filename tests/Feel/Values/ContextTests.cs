using Entente.Feel;

namespace Entente.Tests.Feel.Values;

public sealed class ContextTests
{
    [Fact]
    public void Shapes_with_the_same_names_are_one() => Shape.Of("gear", "weight_kg").ShouldBeSameAs(Shape.Of("gear", "weight_kg"));

    [Fact]
    public void Another_order_is_another_shape() => Shape.Of("b", "a").ShouldNotBeSameAs(Shape.Of("a", "b"));

    [Fact]
    public void A_name_occurs_once_in_a_shape() => Should.Throw<ArgumentException>(() => Shape.Of("a", "a"));

    [Fact]
    public void Slots_are_found_among_few_and_many()
    {
        var many = Enumerable.Range(0, 40).Select(number => $"field{number}").ToArray();
        Shape.Of(many).SlotOf("field39").ShouldBe(39);
        Shape.Of(many).SlotOf("field40").ShouldBe(-1);
        Shape.Of("a", "b").SlotOf("b").ShouldBe(1);
        Shape.Of("a", "b").SlotOf("B").ShouldBe(-1);
    }

    [Fact]
    public void Of_a_name_that_occurs_twice_the_last_value_counts()
    {
        var context = Context.Of(("a", Value.Of(1)), ("b", Value.Of(2)), ("a", Value.Of(3)));
        context.Count.ShouldBe(2);
        context.TryGet("a", out var a).ShouldBeTrue();
        a.ShouldBe(Value.Of(3));
        context.TryGet("c", out _).ShouldBeFalse();
    }

    [Fact]
    public void A_builder_gives_lists_that_stay_as_they_are()
    {
        var builder = new FeelList.Builder();
        builder.Add(Value.Of(1));
        builder.AddRange([Value.Of(2), Value.Of(3)]);
        var list = builder.ToList();
        builder.Add(Value.Of(9));
        list.ShouldBe([Value.Of(1), Value.Of(2), Value.Of(3)]);
        builder.Count.ShouldBe(1);
    }
}
