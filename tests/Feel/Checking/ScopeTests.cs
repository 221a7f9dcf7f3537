using Entente.Feel.Checking;
using static Entente.Feel.Checking.FeelType;

namespace Entente.Tests.Feel.Checking;

public sealed class ScopeTests
{
    private static readonly FeelType Catch = ContextOf(("gear", Text), ("weight_kg", Number));

    [Fact]
    public void Names_have_the_slots_of_their_order()
    {
        var scope = Scope.Of(("catches", ListOf(Catch)), ("party", Text)).With(("year", Number));
        scope.TryFind("year", out var slot).ShouldBeTrue();
        slot.ShouldBe(2);
        scope.TryFind("yaer", out _).ShouldBeFalse();
    }

    [Fact]
    public void A_name_stands_once() => Should.Throw<ArgumentException>(() => Scope.Of(("a", Text), ("a", Number)));

    [Fact]
    public void A_table_knows_which_names_change_with_its_rows()
    {
        var table = Scope.Of(("catches", ListOf(Catch)), ("row", Catch), ("gear", Text)).Table("catches", "row", "gear").Tables.Single();
        table.Current.ShouldBe([(1, null), (2, "gear")]);
    }

    [Fact]
    public void A_table_is_a_list() => Should.Throw<ArgumentException>(() => Scope.Of(("party", Text)).Table("party"));
}
