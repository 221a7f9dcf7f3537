using Entente.Bodies;
using Entente.Shared.Components;
using Entente.Shared.Layout;
using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Entente.Shared.Web;

/// <summary>What every page of every room has at hand: the reader, the words, the problems, the frame.</summary>
public abstract class RoomPage : PageModel
{
    public Words T => field ??= HttpContext.RequestServices.GetRequiredService<Words>();

    /// <summary>Who is signed in; null: the public.</summary>
    public Person? Me => HttpContext.Features.Get<Person>();

    public Problems Problems => Problems.Of(HttpContext);

    public Frame Frame => Frame.Of(HttpContext);

    protected CancellationToken Cancelled => HttpContext.RequestAborted;

    /// <summary>The same page again, with what was typed and what is wrong with it.</summary>
    protected PageResult Again(int status = StatusCodes.Status422UnprocessableEntity)
    {
        Response.StatusCode = status;
        return Page();
    }

    /// <summary>A page that explains, with this status: nothing here, not allowed, too often.</summary>
    protected StatusCodeResult Refuse(int status) => StatusCode(status);

    /// <summary>Off to another page, as after every form that was accepted.</summary>
    protected IActionResult Go(string address)
    {
        Response.StatusCode = StatusCodes.Status303SeeOther;
        Response.Headers.Location = address;
        return new EmptyResult();
    }

    /// <summary>The date in the three fields; null after adding the problem, or when left blank though optional.</summary>
    protected DateOnly? ReadDate(string field, DateEntry entry, string label, bool required = true)
    {
        var reading = entry.Read(T.Language);
        if (reading.Date is not null || (reading.Fault == DateFault.Blank && !required))
            return reading.Date;
        // texts: components.date.fault.*
        Problems.Add(reading.Part is null ? field : $"{field}.{reading.Part}", T[$"components.date.fault.{reading.Fault.ToString().ToLowerInvariant()}", ("label", label)]);
        return null;
    }

    /// <summary>What could not even be bound, such as text where the page takes a number, becomes a problem of its field.</summary>
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        foreach (var (field, entry) in ModelState)
            if (entry.Errors.Count > 0)
                Problems.Add(field, T["components.unreadable"]);
        base.OnPageHandlerExecuting(context);
    }
}
