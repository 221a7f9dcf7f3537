using Entente.Obligations;
using Entente.Workspace;

namespace Entente.Tests.Rooms.Workspace;

/// <summary>A form that is owed many times does not push everything else off the page.</summary>
public sealed class OwedTogetherTests
{
    [Fact]
    public void Of_a_form_that_is_owed_day_after_day_three_stand_open_in_their_order_and_the_rest_together()
    {
        OwedItem[] items = [Item("daily", 1), Item("daily", 2), Item("annual", 3), Item("daily", 4), Item("daily", 5), Item("daily", 6), Item("daily", 7, "GHA")];
        var (open, more) = MyWorkspace.Together(items);
        open.Select(item => item.Start.Day).ShouldBe([1, 2, 3, 4, 7]);
        more.ShouldHaveSingleItem().Select(item => item.Start.Day).ShouldBe([5, 6]);
    }

    [Fact]
    public void One_more_than_that_is_not_worth_a_step()
    {
        var (open, more) = MyWorkspace.Together([Item("daily", 1), Item("daily", 2), Item("daily", 3), Item("daily", 4)]);
        open.Count.ShouldBe(4);
        more.ShouldBeEmpty();
    }

    private static OwedItem Item(string definition, int day, string party = "JPN") =>
        new(Guid.NewGuid(), "sea", definition, party, null, null, new DateOnly(2026, 3, day), new DateOnly(2026, 3, day + 1), $"2026-03-{day:00}", null, null, null, [], null, null);
}
