using Entente.Bodies;
using Entente.Shared.Components;
using Entente.Shared.Layout;
using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Entente.Shared.Web;

/// <summary>What every page of every room has at hand: the reader, the words, the problems, the frame. Only who is signed in sees it, unless it says AllowAnonymous.</summary>
[Authorize]
public abstract class RoomPage : PageModel
{
    public Words T => field ??= HttpContext.RequestServices.GetRequiredService<Words>();

    /// <summary>Who is signed in; null: the public.</summary>
    public Person? Me => HttpContext.Features.Get<Person>();

    public Problems Problems => Problems.Of(HttpContext);

    public Frame Frame => Frame.Of(HttpContext);

    // The person pressed "Find" beside a field, and what was found stands there now.
    private bool _found;

    protected CancellationToken Cancelled => HttpContext.RequestAborted;

    /// <summary>The same page again, with what was typed and what is wrong with it.</summary>
    protected PageResult Again(int status = StatusCodes.Status422UnprocessableEntity)
    {
        if (_found)
            Problems.Clear();
        Response.StatusCode = _found ? StatusCodes.Status200OK : status;
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
        var reading = entry.Read();
        if (reading is DateReading.Understood understood)
            return understood.Value;
        var fault = reading as DateReading.NotADate;
        if (required || fault is not { Fault: DateFault.Empty })
            Problems.Add(field + Blamed(fault?.Parts ?? DateParts.All), Labelled(label, reading.Problem(T)));
        return null;
    }

    /// <summary>The number in the field, however people write numbers; null after adding the problem, or when left blank though optional.</summary>
    protected decimal? ReadNumber(string field, string? typed, string label, bool required = true)
    {
        var reading = NumberReader.Read(typed, T.Language);
        if (reading is NumberReading.Understood understood)
            return understood.Value;
        if (required || reading is not NumberReading.NotANumber { Fault: NumberFault.Empty })
            Problems.Add(field, Labelled(label, reading.Problem(T)));
        return null;
    }

    /// <summary>What was looked up; null after adding the problem, which offers what was found, or when left blank though optional.</summary>
    protected Option? ReadLookup(string field, LookupEntry entry, OptionSearch options, string label, bool required = true)
    {
        if (entry.Read(options) is { } chosen)
            return chosen;
        var blank = string.IsNullOrWhiteSpace(entry.Text);
        _found |= entry.Offered.Count > 0 && Request.Form[LookupField.Button] == field;
        if (!blank || required)
            Problems.Add(field, Labelled(label, blank ? T["components.lookup.missing"] : entry.Offered.Count > 0 ? T["components.lookup.choose"] : T["components.choice.none"]));
        return null;
    }

    // The first of the three fields stands for the whole date.
    private static string Blamed(DateParts parts) =>
        parts.HasFlag(DateParts.Day) ? "" : parts.HasFlag(DateParts.Month) ? ".Month" : ".Year";

    private string Labelled(string label, string? problem) => T["components.labelled", ("label", label), ("problem", problem)];

    /// <summary>What could not even be bound, such as text where the page takes a number, becomes a problem of its field.</summary>
    [NonHandler]
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        foreach (var (field, entry) in ModelState)
            if (entry.Errors.Count > 0)
                Problems.Add(field, T["components.unreadable"]);
        base.OnPageHandlerExecuting(context);
    }
}
