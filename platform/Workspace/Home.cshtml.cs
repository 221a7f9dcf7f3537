using Entente.Bodies;
using Entente.Shared.Web;
using Microsoft.AspNetCore.Authorization;

namespace Entente.Workspace;

[AllowAnonymous]
public sealed class Home(BodyCatalogue catalogue, TimeProvider time) : RoomPage
{
    public IReadOnlyList<(Body Body, int Members)> Bodies { get; private set; } = [];

    public void OnGet()
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        Bodies = [.. catalogue.All.Select(body => (body, body.Members(today).Count()))];
    }
}
