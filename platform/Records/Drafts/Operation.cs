namespace Entente.Records.Drafts;

/// <summary>What somebody did to a draft. Restoring a removed row is adding it again under its id.</summary>
public enum OperationKind { Set, AddRow, RemoveRow, MoveRow, Choose }

/// <summary>One entry of a draft's log: a change of one cell, or of one row.</summary>
/// <param name="Id">Made where the change was made, so that what is sent twice counts once.</param>
/// <param name="Sequence">Its place in the log, from 1.</param>
/// <param name="Client">The page, telephone or program it came from; what one client does is one chain.</param>
/// <param name="Seen">The last sequence its author had before them: it replaces what stood there then, and nothing that came later.</param>
/// <param name="Row">The row; <see cref="Guid.Empty"/> in a section of fields.</param>
/// <param name="Field">Null for what is done to a row.</param>
/// <param name="Place">Where a row is added or moved to; rows stand in the order of these texts.</param>
/// <param name="Was">The answer it replaced, as canonical JSON; null for blank.</param>
/// <param name="Now">The answer given, likewise.</param>
public sealed record Operation(
    Guid Id, long Sequence, OperationKind Kind, string Section, Guid Row, string? Field, string? Place,
    string? Was, string? Now, string Client, long Seen, Guid? By, DateTimeOffset At);
