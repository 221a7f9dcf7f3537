namespace Entente.Obligations.Calendar;

/// <summary>A day in somebody's calendar on which something is due.</summary>
/// <param name="Id">Stays while what is due stays, whatever becomes of it: calendars know an entry by it.</param>
/// <param name="Sequence">How often it was moved; a calendar takes the entry with the highest.</param>
/// <param name="Changed">When it last became another; the same entry written twice is the same bytes.</param>
public sealed record CalendarDay(Guid Id, DateOnly Day, int Sequence, DateTimeOffset Changed, string Title, string Text, string Address, string Body)
{
    /// <summary>It is not due any more: shown as cancelled, so that calendars take it away.</summary>
    public bool Lifted { get; init; }
}
