namespace Entente.Shared.Components;

/// <summary>Something that lies somewhere.</summary>
/// <param name="Position">Where, in words.</param>
/// <param name="Address">Its page; null where it has none, or one looks at it already.</param>
public sealed record MapPlace(string Name, decimal Latitude, decimal Longitude, string Position, string? Address = null)
{
    /// <summary>What else is told of it, such as whose it is.</summary>
    public string? About { get; init; }
}

/// <summary>Places to be drawn on a map and to be read as a table; both come from here, so that whoever does not see the drawing misses nothing.</summary>
/// <param name="Title">What the places are.</param>
/// <param name="Name">What they are called by, as the heading of the table says it.</param>
/// <param name="About">What else is told of them; null: nothing.</param>
public sealed record PlaceMap(string Title, string Name, string? About, IReadOnlyList<MapPlace> Places)
{
    public bool IsEmpty => Places.Count == 0;
}
