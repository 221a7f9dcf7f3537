namespace Entente.Records.Certificates;

/// <summary>What a certificate is worth today.</summary>
public enum CertificateStatus { Valid, Submitted, UsedUp, Expired, Replaced, Withdrawn }

/// <summary>A certificate beside its content: what it is worth, and what is left of its lines.</summary>
/// <param name="Awaits">It stands, and is still to be validated as its workflow says.</param>
public sealed record CertificateStanding(bool Stands, bool Awaits, DateOnly? LastDay, bool Replaced, IReadOnlyList<LineLeft> Lines)
{
    /// <summary>What weighs most is said: a withdrawn one is withdrawn whatever is left of it.</summary>
    public CertificateStatus On(DateOnly day) =>
        !Stands ? CertificateStatus.Withdrawn
        : Replaced ? CertificateStatus.Replaced
        : day > LastDay ? CertificateStatus.Expired
        : Lines.Count > 0 && Lines.All(line => line.Rest == 0) ? CertificateStatus.UsedUp
        : Awaits ? CertificateStatus.Submitted
        : CertificateStatus.Valid;
}

/// <param name="Number">On the document; it stays the same.</param>
public sealed record LineLeft(int Number, Guid Row, decimal Total, decimal Rest);
