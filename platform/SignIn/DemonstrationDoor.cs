using Entente.Bodies;
using Entente.Shared.Data;
using Microsoft.AspNetCore.Antiforgery;

namespace Entente.SignIn;

/// <summary>
/// In a demonstration a visitor chooses who to be. In a real installation there is nothing at this address, whatever
/// is sent to it: the fact stands in the database, where no web process can change it.
/// </summary>
public sealed class DemonstrationDoor(ThisInstallation installation, DemonstrationPeople people, DefinitionCatalogue definitions)
{
    public const string Route = "/demonstration/sign-in";

    public async Task<IReadOnlyList<DemonstrationPost>> People(CancellationToken cancel) =>
        // First those who find something to declare.
        (await installation.Facts(cancel)).Demonstration ? [.. (await people.All(cancel)).OrderBy(post => definitions.All(post.Body).Count == 0)] : [];

    public static async Task<IResult> SignIn(HttpContext context, ThisInstallation installation, DemonstrationDoor door, People all, Entrance entrance, IAntiforgery antiforgery)
    {
        if (!(await installation.Facts(context.RequestAborted)).Demonstration)
            return Results.NotFound();
        if (!HttpMethods.IsPost(context.Request.Method))
            return Results.StatusCode(StatusCodes.Status405MethodNotAllowed);
        if (!await antiforgery.IsRequestValidAsync(context))
            return Results.BadRequest();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (!Guid.TryParse(form["person"], out var chosen) || (await door.People(context.RequestAborted)).All(post => post.Person != chosen)
            || await all.Find(chosen, context.RequestAborted) is not { } person)
            return Results.NotFound();
        await entrance.Admit(context, person, How.Demonstration);
        context.Response.Headers.Location = ReturnAddress.Of(context.Request.Query["back"]);
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
