using Entente.Shared.Layout;
using Entente.Shared.Web;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Entente.Administration;

/// <summary>Every page of the room: for whoever runs the installation, and for nobody else.</summary>
public abstract class AdministrationPage : RoomPage
{
    /// <summary>What was just done, said once at the top of the page that follows.</summary>
    public string? Said => Request.Query["said"].ToString() is var said && Array.IndexOf(["retried", "discarded", "sent-again", "reload", "test"], said) >= 0 ? said : null;

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (Me is not { Administers: true })
        {
            context.Result = Refuse(Me is null ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden);
            return;
        }
        Frame.Place = new Place(T["administration.title"], "/administration");
        Frame.Navigation.AddRange([
            new(T["administration.overview"], "/administration"), new(T["administration.jobs"], "/administration/jobs"),
            new(T["administration.mail"], "/administration/mail"), new(T["administration.errors"], "/administration/errors")]);
        base.OnPageHandlerExecuting(context);
    }
}
