namespace Entente.Bodies.Definitions;

/// <summary>How a row of a list looks to formulas: <c>gear_entry.gear_group</c> is the column "gear-group" of the chosen gear.</summary>
public static class ListRow
{
    public const string Code = "code";

    public const string Parent = "parent";

    /// <summary>Of a country its code of two letters.</summary>
    public const string Alpha2 = "alpha2";

    /// <summary>What a row holds, in this order.</summary>
    /// <param name="own">The body's list; null for one that every body has.</param>
    public static IReadOnlyList<string> NamesOf(string list, CodeList? own) =>
        own is not null ? [Code, Parent, .. own.Columns.Select(NameOf)] : list == "countries" ? [Code, Alpha2] : [Code];

    // A hyphen would be a minus.
    public static string NameOf(ListColumn column) => column.Code.Replace('-', '_');
}
