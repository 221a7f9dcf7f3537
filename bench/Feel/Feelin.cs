using System.Diagnostics;
using System.Text.Json;
using Entente.Bench.Processes;

namespace Entente.Bench.Feel;

/// <summary>The npm package feelin, which most JavaScript programs that speak FEEL use, under Node.</summary>
public static class Feelin
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, PropertyNameCaseInsensitive = true };

    /// <summary>How long one evaluation took, and what the rows came to.</summary>
    public sealed record Measured(double Nanoseconds, JsonElement[] Values);

    public static async Task<Measured[]> Run(IReadOnlyList<Case> cases, Facts[] facts, CancellationToken cancel)
    {
        var few = facts.Take(100).Select(fact => Flat(fact));
        using var node = Process.Start(new ProcessStartInfo("node", ["bench/Feel/feelin.mjs"])
        {
            WorkingDirectory = Checkout.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        }) ?? throw new CannotMeasure("Node.js does not start.");
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(new { rules = cases.Select(one => one.Rule), facts = few, seconds = 1.0 }, Names).AsMemory(), cancel);
        node.StandardInput.Close();
        var said = await node.StandardOutput.ReadToEndAsync(cancel);
        await node.WaitForExitAsync(cancel);
        return node.ExitCode == 0 ? JsonSerializer.Deserialize<Measured[]>(said, Names)! : throw new CannotMeasure("feelin did not finish.");
    }

    private static Dictionary<string, object?> Flat(Facts fact)
    {
        var row = JsonSerializer.SerializeToElement(fact.Row, Names);
        var flat = row.EnumerateObject().ToDictionary(member => member.Name, member => (object?)member.Value);
        flat["catches"] = fact.Catches;
        flat["quota"] = fact.Quota;
        flat["bands"] = fact.Bands.Select(band => new { band.From, band.To, Band = band.Gear, band.Fee });
        return flat;
    }
}
