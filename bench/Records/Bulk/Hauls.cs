using System.Globalization;
using System.Text;

namespace Entente.Bench.Records.Bulk;

/// <summary>Hauls of one week that keep all twenty rules, the same for the same number.</summary>
internal static class Hauls
{
    public const string Head = "vessel,call_sign,gear,species,set_on,hauled_on,weight,discarded,fish,depth,observer,remarks";

    /// <summary>The types that our own table has for them, and nothing else.</summary>
    public const string Bare = "vessel text, call_sign text, gear text, species text, set_on date, hauled_on date, weight numeric, discarded numeric, fish bigint, depth bigint, observer boolean, remarks text";

    private static readonly string[] Names = ["Nuevo Amanecer", "Étoile du Matin", "Asahi Maru", "Star of the Sea", "Playa de Noja", "Golden Fleece", "Belle Rive", "Cape Agulhas"];
    private static readonly string[] Gears = ["PS", "LL", "BB", "TRAP"];
    private static readonly string[] Said = ["", "Calm sea.", "\"Net torn, mended on board; two hours lost\"", "", "Set again 3 miles north", "", "Whale shark released alive", ""];

    public static void Write(string file, int count, DateOnly week)
    {
        using var text = new StreamWriter(file, append: false, new UTF8Encoding(false), 1 << 16);
        text.Write(Head);
        text.Write('\n');
        for (var number = 1; number <= count; number++)
            text.Write(Row(number, week));
    }

    /// <summary>The same, cell by cell.</summary>
    public static string[] Cells(int number, DateOnly week) => [.. Row(number, week).TrimEnd('\n').Split(',', 12).Select(cell => cell.Trim('"'))];

    private static string Row(int number, DateOnly week)
    {
        var spread = number * 2654435761L % 1_000_003;
        var gear = Gears[number % 4];
        var species = gear switch { "PS" => "YFT", "LL" => "SWO", "BB" => "BET", _ => "BFT" };
        var (weight, set) = (10 + (spread % 480_000 / 100m), week.AddDays(number % 7));
        var (fish, observer) = ((int)(weight / 20) + 1, number % 5 == 0);
        var remark = Said[number % 8] is "" && observer ? "Nothing of note" : Said[number % 8];
        return string.Create(CultureInfo.InvariantCulture,
            $"{Names[number % 8]} {number % 500},C{number % 9000 + 1000},{gear},{species},{set:yyyy-MM-dd},{set.AddDays(number % 3):yyyy-MM-dd},{weight:0.00},{(number % 3 == 0 ? "" : (weight / 50).ToString("0.00", CultureInfo.InvariantCulture))},{fish},{10 + number % 190},{(observer ? "true" : "false")},{remark}\n");
    }
}
