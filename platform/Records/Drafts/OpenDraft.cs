namespace Entente.Records.Drafts;

/// <summary>A draft that is being worked on.</summary>
/// <param name="Generation">Counts the drafts of one statement: a page of a draft that has ended is recognised by it.</param>
/// <param name="BaseVersion">The submitted version it began from; 0 for none.</param>
/// <param name="Origin">Where its first answers came from.</param>
public sealed record OpenDraft(
    Guid Statement, int Generation, int DefinitionVersion, int BaseVersion, DraftOrigin Origin, long Sequence,
    Guid? OpenedBy, DateTimeOffset OpenedAt, DateTimeOffset ChangedAt, IReadOnlyList<SetAside> Aside)
{
    /// <summary>Opened by the body's people, for the party: only in such a one do they write.</summary>
    public bool ByBody { get; init; }
}

public enum DraftOrigin { Blank, Version, LastPeriod, Import, Carried }

/// <summary>An answer for which a new version of the definition has no place: kept and shown.</summary>
/// <param name="Answer">Canonical JSON.</param>
public sealed record SetAside(string Section, Guid Row, string Field, string Answer);

/// <summary>Somebody who changed the draft within the last two minutes.</summary>
public sealed record Colleague(Guid Person, DateTimeOffset At);

/// <summary>What changed since somebody last looked: the cells and rows as they now stand, and who else is at work.</summary>
public sealed record News(OpenDraft Draft, IReadOnlyList<CellNews> Cells, IReadOnlyList<RowNews> Rows, IReadOnlyList<Colleague> Others)
{
    /// <summary>All up to here is in it.</summary>
    public long Sequence => Draft.Sequence;
}

/// <param name="Rivals">The one that stands, or all that contend.</param>
public sealed record CellNews(string Section, Guid Row, string Field, IReadOnlyList<Head> Rivals)
{
    public string? Value => Rivals[0].Now;

    public bool Contested => Rivals.Count > 1;
}

/// <param name="Place">Where the row stands; null where it was removed.</param>
/// <param name="Unsettled">One removed it while another worked on it.</param>
public sealed record RowNews(string Section, Guid Row, string? Place, bool Unsettled);
