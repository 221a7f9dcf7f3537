using System.Runtime.InteropServices;

namespace Entente.Bodies;

/// <summary>
/// From a day to a day, the last excluded. Without a first day the start is not known and lies before everything
/// recorded; without a last day it still goes on.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Period(DateOnly? From, DateOnly? Until)
{
    public bool Contains(DateOnly day) => (From is null || From <= day) && (Until is null || day < Until);

    public bool Overlaps(Period other) => StartsBefore(other.Until) && other.StartsBefore(Until);

    private bool StartsBefore(DateOnly? day) => From is null || day is null || From < day;
}
