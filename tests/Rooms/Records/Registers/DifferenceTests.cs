using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Registers;

namespace Entente.Tests.Rooms.Records.Registers;

/// <summary>What two moments of an entry say otherwise.</summary>
public sealed class DifferenceTests
{
    private static readonly Entente.Bodies.Definitions.Definition Large = Kit.Definitions.Large();

    [Fact]
    public void A_row_that_was_sent_anew_and_says_the_same_is_no_difference()
    {
        EntryHistory.Between(Large, Of("Ao", "Kuro"), Of("Kuro", "Ao")).ShouldBeEmpty();
        var added = EntryHistory.Between(Large, Of("Ao"), Of("Ao", "Kuro")).ShouldHaveSingleItem();
        (added.Row, added.After.Value.AsText).ShouldBe((2, "Kuro"));
        EntryHistory.Between(Large, Of("Ao", "Ao"), Of("Ao")).ShouldHaveSingleItem().Row.ShouldBe(2);
    }

    private static Statement Of(params string[] vessels)
    {
        var said = new Statement(Large);
        foreach (var vessel in vessels)
        {
            var row = Row.Of(Large.Section("catches")!, Guid.NewGuid());
            row[Large.Section("catches")!, "vessel"] = Answer.Of(Value.Of(vessel));
            said.Rows("catches").Add(row);
        }
        return said;
    }
}
