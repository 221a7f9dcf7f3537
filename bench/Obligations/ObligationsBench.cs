using Entente.Bench.Processes;
using Entente.Bench.Records;
using Entente.Bench.Report;

namespace Entente.Bench.Obligations;

/// <summary>
/// What parties owe: the status of a year, and the last hour before a deadline. <c>./entente bench obligations [FOLDER]</c>, where FOLDER is the data
/// folder of an installation that <c>./entente run --large --data FOLDER</c> has filled; without one as much is written into the tables of a new
/// installation, which takes a minute.
/// </summary>
public static class ObligationsBench
{
    public static async Task<IReadOnlyList<Goal>> Run(string[] asked, CancellationToken cancel)
    {
        if (asked.Length > 1 || (asked is [var given] && !Directory.Exists(Path.Combine(given, "postgres"))))
            throw new CannotMeasure("./entente bench obligations [FOLDER], where FOLDER is the data folder that ./entente run --large --data FOLDER has filled.");
        var goals = new List<Goal>();
        if (asked is [var folder])
        {
            await using var filled = await Ground.Over(Path.GetFullPath(folder), cancel);
            goals.AddRange(await (await StatusBench.Generated(filled, cancel)).Run(cancel));
        }
        await using var ground = await Ground.Open(cancel);
        // What is written into the tables has as many rows; the hour is measured beside them.
        var made = await StatusBench.Made(ground, cancel);
        if (goals.Count == 0)
            goals.AddRange(await made.Run(cancel));
        Console.WriteLine();
        goals.AddRange(await new LastHour(ground).Run(cancel));
        return goals;
    }
}
