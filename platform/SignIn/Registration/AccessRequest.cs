namespace Entente.SignIn.Registration;

public enum RequestState
{
    /// <summary>Asked; nobody has shown yet that the address is theirs.</summary>
    Unproved,
    /// <summary>The address is proved: waits for the national contact.</summary>
    Proved,
    /// <summary>The contact approved: waits for the secretariat.</summary>
    Approved,
    Confirmed,
    Refused,
    Expired,
    Withdrawn,
}

/// <summary>Somebody asks for a post of a party, and with it for the restricted part.</summary>
public sealed record AccessRequest
{
    public required Guid Id { get; init; }
    public required string Body { get; init; }
    public required string Party { get; init; }
    public required string Post { get; init; }
    public required string Name { get; init; }
    public required string Email { get; init; }
    public required string Language { get; init; }
    public required string Purpose { get; init; }
    public required RequestState State { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public required DateTimeOffset WaitingSince { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    public bool IsOpen => State is RequestState.Unproved or RequestState.Proved or RequestState.Approved;

    public string Address => $"/bodies/{Body}/requests/{Id}";

    internal const string Columns = "id, body, party, post, name, email, language, purpose, state, asked_at as askedat, waiting_since as waitingsince, expires_at as expiresat";
}

/// <summary>One step on the way, as its history shows it.</summary>
public sealed record RequestStep
{
    public required DateTimeOffset At { get; init; }
    public required string Act { get; init; }
    public string? By { get; init; }
    public string? Note { get; init; }
}
