namespace Entente.SignIn.Registration;

public enum InvitationState
{
    Open,
    Accepted,
    Revoked,
    Late,
}

/// <summary>Somebody was invited by e-mail to a post of a side of a body.</summary>
public sealed record Invitation
{
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(14);

    public required Guid Id { get; init; }
    public required string Body { get; init; }
    public string? Party { get; init; }
    public required string Post { get; init; }
    public required string Name { get; init; }
    public required string Email { get; init; }
    public required string Language { get; init; }
    public required DateOnly FromDay { get; init; }
    public DateOnly? UntilDay { get; init; }
    public required int Issue { get; init; }
    public required string ByName { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }

    // Only those who change it read these.
    public Guid InvitedBy { get; init; }
    public Guid? Succeeds { get; init; }
    public string? Basis { get; init; }

    public InvitationState At(DateTimeOffset now) =>
        AcceptedAt is not null ? InvitationState.Accepted
        : RevokedAt is not null ? InvitationState.Revoked
        : ExpiresAt <= now ? InvitationState.Late
        : InvitationState.Open;

    internal const string Shown = "id, body, party, post, name, email, language, from_day as fromday, until_day as untilday, issue, by_name as byname, expires_at as expiresat, accepted_at as acceptedat, revoked_at as revokedat";

    internal const string Whole = Shown + ", invited_by as invitedby, succeeds, basis";
}
