namespace Entente.Feel.Running;

/// <summary>The functions of dates and times.</summary>
internal static class Calendars
{
    public static IEnumerable<(string Name, Native Run)> All => [];
}
