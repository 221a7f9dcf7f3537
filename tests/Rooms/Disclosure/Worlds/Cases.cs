using System.Globalization;

namespace Entente.Tests.Rooms.Disclosure.Worlds;

/// <summary>
/// How many random bodies are looked at, and which: as many as a build has time for, always the same ones.
/// <c>ENTENTE_CASES=2000 ENTENTE_SEED=2 ./entente test Rooms</c> more of them and others; with <c>ENTENTE_SINGLY=1</c>
/// every change is looked at alone, so that the one that was noticed is named.
/// </summary>
internal static class Cases
{
    public static int Seed { get; } = Setting("ENTENTE_SEED", 0);

    public static bool Singly { get; } = Setting("ENTENTE_SINGLY", 0) > 0;

    public static int Of(int usual) => Setting("ENTENTE_CASES", usual);

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
