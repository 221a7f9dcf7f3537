using System.Globalization;
using System.Text;

namespace Entente.Bodies.Editing;

/// <summary>A code that was published never leaves its list: it is ended, so that what was declared with it stays readable.</summary>
internal static class EndingCodes
{
    /// <summary>The list with every code that is published and would be missing, ended on that day.</summary>
    public static byte[] KeepAll(byte[] list, byte[] published, DateOnly day)
    {
        var (rows, before) = (ListRows.Read(FileText.Read(list)), ListRows.Read(FileText.Read(published)));
        if (KeepAll(rows, before, day).Count == 0)
            return list;
        return Encoding.UTF8.GetBytes(rows.Write());
    }

    /// <summary>The codes that were put back.</summary>
    public static IReadOnlyList<string> KeepAll(ListRows rows, ListRows published, DateOnly day)
    {
        var there = rows.Codes.ToHashSet(StringComparer.Ordinal);
        var missing = published.Rows.Where(row => row["code"].Length > 0 && !there.Contains(row["code"])).ToList();
        if (missing.Count == 0)
            return [];
        foreach (var column in published.Columns.Append("until"))
            rows.Need(column);
        foreach (var gone in missing)
        {
            var row = rows.Add();
            foreach (var column in published.Columns)
                row[column] = gone[column];
            End(row, day);
        }
        return [.. missing.Select(row => row["code"]).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Until that day, unless it ended earlier; one that had not begun has its first day as its last.</summary>
    public static void End(ListRow row, DateOnly day)
    {
        var text = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (row["until"].Length > 0 && string.CompareOrdinal(row["until"], text) <= 0)
            return;
        if (row["from"].Length > 0 && string.CompareOrdinal(row["from"], text) >= 0 && DateOnly.TryParseExact(row["from"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from))
            text = from.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        row["until"] = text;
    }
}
