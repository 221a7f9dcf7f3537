using Entente.Bodies;
using Entente.Shared.Data;
using Entente.SignIn;

namespace Entente.Disclosure.Protection;

/// <summary>Who comes in and how, and what takes two.</summary>
internal sealed class DoorFacts(SignInSettings door, ThisInstallation installation, BodyCatalogue bodies)
{
    public async ValueTask<IReadOnlyList<ProtectionFact>> Ask(CancellationToken cancel) =>
    [
        .. (await installation.Facts(cancel)).Demonstration ? [new ProtectionFact(ProtectionQuestion.Ways, Protected.No, "protection.ways.demonstration")] : Array.Empty<ProtectionFact>(),
        new(ProtectionQuestion.Ways, Protected.Yes, "protection.ways.passkey"),
        new(ProtectionQuestion.Ways, Protected.Partly, "protection.ways.password", ("letters", PasswordRules.Shortest)),
        new(ProtectionQuestion.Ways, Protected.Plain, "protection.ways.other"),
        new(ProtectionQuestion.Sessions, Protected.Yes, "protection.sessions.end", ("idle", (int)door.Idle.TotalMinutes), ("longest", (int)door.Longest.TotalMinutes)),
        new(ProtectionQuestion.Sessions, Protected.Yes, "protection.sessions.recent", ("minutes", (int)SignInSettings.Recent.TotalMinutes)),
        new(ProtectionQuestion.Guessing, Protected.Yes, "protection.guessing.address", ("tries", Allowance.Address.Tries), ("minutes", (int)Allowance.Address.Pause.TotalMinutes), ("hours", (int)Allowance.Address.LongestPause.TotalHours)),
        new(ProtectionQuestion.Guessing, Protected.Yes, "protection.guessing.network", ("tries", Allowance.Network.Tries), ("minutes", (int)Allowance.Network.Within.TotalMinutes)),
        TakesTwo(),
    ];

    // Posts that could open everything, and the contact of a party, are given, ended and handed over by two.
    private ProtectionFact TakesTwo()
    {
        var posts = bodies.All.SelectMany(body => body.Posts.Select(post => Seat.Of(body.Code, post.For == PostFor.Party ? "" : null, post))).ToList();
        var two = posts.Count(seat => seat.IsHigh || seat.Rights.Contains(Right.Vouch));
        return new(ProtectionQuestion.FourEyes, two > 0 ? Protected.Yes : Protected.Plain, "protection.four-eyes.posts", ("count", two), ("total", posts.Count));
    }
}
