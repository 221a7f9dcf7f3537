using Entente.Shared.Web;
using Microsoft.AspNetCore.Authorization;

namespace Entente.Workspace;

[AllowAnonymous]
public sealed class Help : RoomPage
{
    /// <summary>What people ask, in the order in which they come to ask it.</summary>
    public static IReadOnlyList<string> Questions { get; } = ["access", "passkey", "code", "lost", "leave", "link", "language"];
}
