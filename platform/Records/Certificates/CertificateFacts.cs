using System.Runtime.InteropServices;

namespace Entente.Records.Certificates;

/// <summary>The certificates that a content names, and its own where it is one, as they were when they were read.</summary>
/// <param name="Own">Null for what is no certificate, or not issued yet.</param>
public sealed record CertificateFacts(IReadOnlyDictionary<Guid, KnownCertificate> Named, KnownCertificate? Own);

/// <summary>A certificate that was issued.</summary>
/// <param name="LastDay">The last day on which it holds; null: it does not end.</param>
/// <param name="ReplacedBy">The one that stands in its place.</param>
public sealed record KnownCertificate(Guid Id, string Definition, string? Party, bool Stands, DateOnly? LastDay, Guid? ReplacedBy, IReadOnlyDictionary<int, Balance> Lines)
{
    public bool Expired(DateOnly day) => day > LastDay;
}

/// <summary>What a line was issued for, and how much of it others have used.</summary>
/// <param name="Row">The row that says what it is; an id that stays the same over corrections.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Balance(Guid Row, decimal Total, decimal UsedByOthers)
{
    public decimal Rest => Total - UsedByOthers;
}
