using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Ledger;

/// <summary>
/// How many random cases are tried and from which seed: always the same ones, or by command
/// <c>ENTENTE_CASES=1000000 ENTENTE_SEED=2 ./entente test Ledger</c> more of them and others.
/// </summary>
internal static class Cases
{
    public static int Seed { get; } = Setting("ENTENTE_SEED", 0);

    /// <summary>As many as usual, or as many as asked for.</summary>
    public static int Of(int usual) => Setting("ENTENTE_CASES", usual);

    /// <summary>For a property of FsCheck.</summary>
    public static Config Config(int usual, ulong seed = 20_261_121) =>
        FsCheck.Config.QuickThrowOnFailure.WithMaxTest(Of(usual)).WithReplay(seed + (ulong)Seed, 1);

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : usual;
}
