namespace Entente.Disclosure;

/// <summary>What people ask about the protection of their data, in the order in which the page answers.</summary>
public enum ProtectionQuestion
{
    Browser, Headers, Database, Mail, Telemetry,
    Ways, Sessions, Guessing,
    RowSecurity, Readings, FourEyes, Grants,
    Content, Secrets, Files, Place,
    Log,
    Backup, RestoreDrill,
    Version, Libraries, Vulnerabilities,
    Contact,
}

/// <summary>Whether something protects. <c>Plain</c> only tells.</summary>
public enum Protected { Plain, Yes, Partly, No }

/// <summary>
/// One thing that the page "How your data are protected" says, worked out when the page is opened: never what was meant to be,
/// always what is configured. A question that nobody answers is answered by saying so.
/// </summary>
/// <param name="TextKey">What to say, as a key of the room's texts.</param>
public sealed record ProtectionFact(ProtectionQuestion Question, Protected Protected, string TextKey, params IReadOnlyList<(string Name, object? Value)> Values);

/// <summary>How a part of the application says what it does: it registers one of these (<c>services.AddSingleton&lt;ProtectionSource&gt;(…)</c>), and the page asks them all.</summary>
public delegate ValueTask<IReadOnlyList<ProtectionFact>> ProtectionSource(CancellationToken cancel);
