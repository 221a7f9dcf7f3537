using System.Diagnostics;
using Entente.Bench.Processes;
using Entente.Bench.Report;

namespace Entente.Bench.Records.Bulk;

/// <summary>
/// 100,000 rows from an Excel file that LibreOffice wrote, read, judged and kept, beside LibreOffice that makes CSV of that workbook.
/// </summary>
public static class WorkbookBench
{
    private const int Rows = 100_000;
    private const int Warm = 1;
    private const int Rounds = 5;
    private const double Limit = 3;
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static async Task<IReadOnlyList<Goal>> Run(CancellationToken cancel)
    {
        try
        {
            Requirements.Tool("soffice", "libreoffice-calc-nogui");
        }
        catch (CannotMeasure problem)
        {
            Console.WriteLine($"Could not measure: LibreOffice is not there, and cannot be installed.\n{problem.Message}");
            return [new Goal($"bulk: {Rows} rows from XLSX, at most {Limit} times LibreOffice's conversion (could not measure)", double.NaN, null, "s", Ok: false)];
        }
        await using var ground = await Ground.Open(cancel);
        using var sender = new Sender(ground, await ground.Key("CAN", cancel));
        var folder = ground.Sub("workbook");
        using var occupied = Occupied.Of(ground);
        var (ours, least) = (new List<double>(), new List<double>());
        occupied.Forget();
        var idle = occupied.Now;
        for (var round = 0; round < Warm + Rounds; round++)
        {
            var (statement, week) = await sender.Open("hauls", cancel);
            Hauls.Write(Path.Combine(folder, "hauls.csv"), Rows, week);
            await Convert(folder, "xlsx", "hauls.csv", cancel);
            File.Delete(Path.Combine(folder, "hauls.csv"));
            var office = await Convert(folder, "csv", "hauls.xlsx", cancel);
            var sent = await sender.Send(statement, "hauls", Path.Combine(folder, "hauls.xlsx"), Xlsx, cancel);
            if (sent is not { State: "done", Faults: 0, Rows: Rows })
                throw new CannotMeasure($"{statement} is {sent.State} with {sent.Rows} rows and {sent.Faults} faults.");
            Console.WriteLine($"{Rows} rows from XLSX, {(round < Warm ? "warming" : "round")}: {Figure.Of(sent.Seconds)} s beside {Figure.Of(office)} s");
            if (round < Warm)
                continue;
            ours.Add(sent.Seconds);
            least.Add(office);
        }
        Console.WriteLine($"\nThe application occupied {Figure.Of(idle)} MB before, and {Figure.Of(occupied.Highest)} MB at most.");
        return [RowsBench.Ratio($"bulk: {Rows} rows × 12 columns from XLSX with 20 rules, beside LibreOffice's conversion to CSV", Limit, Figure.Median(ours), Figure.Median(least))];
    }

    private static async Task<double> Convert(string folder, string to, string file, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("soffice", [$"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", to, "--outdir", folder, Path.Combine(folder, file)]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var said = process.StandardOutput.ReadToEndAsync(cancel);
        var errors = process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return File.Exists(Path.Combine(folder, Path.ChangeExtension(file, to))) ? clock.Elapsed.TotalSeconds : throw new CannotMeasure($"soffice: {await said}{await errors}");
    }
}
