namespace Entente.SignIn;

/// <summary>How somebody came in.</summary>
public enum How
{
    Passkey,
    Password,
    Demonstration,
}

/// <summary>A signed-in browser. Pages find the current one in <c>HttpContext.Features</c>.</summary>
public sealed record Session(Guid Id, Guid Person, How How, DateTimeOffset StartedAt, DateTimeOffset EndsAt, DateTimeOffset LastSeenAt, DateTimeOffset ProvedAt, DateTimeOffset? EndedAt)
{
    // Seen is written at most this often, so that reading pages does not write to the database each time.
    public static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    public bool Stands(DateTimeOffset now, TimeSpan idle) => EndedAt is null && now < EndsAt && now < LastSeenAt + idle;

    public bool WantsSeen(DateTimeOffset now) => now >= LastSeenAt + SeenEvery;

    /// <summary>When it will end if nothing more is asked for.</summary>
    public DateTimeOffset EndsIfIdle(TimeSpan idle) => LastSeenAt + idle < EndsAt ? LastSeenAt + idle : EndsAt;

    public bool ProvedRecently(DateTimeOffset now) => now < ProvedAt + SignInSettings.Recent;
}

/// <summary>Left on the request when a cookie belonged to a session that has ended: whose form it is that should not be lost.</summary>
public sealed record EndedSession(Guid Person);

/// <summary>Where a request came from, as far as the log and the list of sessions show it.</summary>
public sealed record Visit(System.Net.IPAddress? Ip, string UserAgent)
{
    private const int Longest = 400;

    public string? Address => Ip?.ToString();

    public string Network => Attempts.NetworkOf(Ip);

    public static Visit Of(HttpContext context)
    {
        var agent = string.Concat(context.Request.Headers.UserAgent.ToString().Where(letter => !char.IsControl(letter)).Take(Longest));
        var ip = context.Connection.RemoteIpAddress;
        return new Visit(ip is { IsIPv4MappedToIPv6: true } ? ip.MapToIPv4() : ip, agent);
    }
}
