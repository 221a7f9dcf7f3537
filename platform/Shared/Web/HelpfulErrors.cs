using System.Diagnostics;
using Entente.Shared.Components;
using Entente.Shared.Layout;
using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Entente.Shared.Web;

/// <summary>
/// No answer is an empty error and none shows an exception: whoever asked is told what happened and what to do, in
/// their language, with a reference that finds the trace. Programs get the same as problem+json (RFC 9457).
/// </summary>
public sealed class HelpfulErrors(RequestDelegate next, IActionResultExecutor<ViewResult> views, IModelMetadataProvider metadata, ILogger<HelpfulErrors> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            Remember(context, error);
            context.Response.Clear();
            context.Response.StatusCode = Mishap.StatusOf(error);
            if (context.Response.StatusCode == StatusCodes.Status503ServiceUnavailable)
                context.Response.Headers.RetryAfter = "60";
        }
        if (IsSilent(context.Response))
            await Explain(context);
    }

    private void Remember(HttpContext context, Exception error)
    {
        var status = Mishap.StatusOf(error);
        // Not the exception itself: its message may quote what somebody typed.
        Activity.Current?.SetStatus(ActivityStatusCode.Error, error.GetType().Name);
        if (status < 500)
            return;
        // The page, not the address: addresses hold what people looked for.
        log.LogError(error, "{Method} {Route} failed with {Status}", Logs.Method(context), Logs.Route(context), status);
    }

    private static bool IsSilent(HttpResponse response) =>
        response is { HasStarted: false, StatusCode: >= 400, ContentLength: null or 0 } && string.IsNullOrEmpty(response.ContentType);

    private async Task Explain(HttpContext context)
    {
        var mishap = Mishap.Of(context);
        try
        {
            if (WantsJson(context.Request))
                await AsJson(context, mishap);
            else if (mishap.Status == StatusCodes.Status401Unauthorized && HttpMethods.IsGet(context.Request.Method) && SignInFirst(context))
                context.Response.StatusCode = StatusCodes.Status303SeeOther;
            else
                await AsPage(context, mishap);
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            log.LogError(error, "The page that explains an error failed itself");
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync($"{mishap.Status}\n{mishap.Reference}\n");
        }
    }

    private static bool WantsJson(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();
        return request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            || (accept.Contains("json", StringComparison.OrdinalIgnoreCase) && !accept.Contains("text/html", StringComparison.OrdinalIgnoreCase));
    }

    private static bool SignInFirst(HttpContext context)
    {
        if (!context.RequestServices.GetRequiredService<KnownPages>().Has("/sign-in"))
            return false;
        context.Response.Headers.Location = "/sign-in?back=" + Uri.EscapeDataString(context.Request.Path + context.Request.QueryString);
        return true;
    }

    private static Task AsJson(HttpContext context, Mishap mishap)
    {
        var t = context.RequestServices.GetRequiredService<Words>();
        var problem = new ProblemDetails { Status = mishap.Status, Title = mishap.Title(t), Detail = mishap.Text(t), Type = $"/api/problems/{mishap.Kind}", Extensions = { ["reference"] = mishap.Reference, ["errors"] = Array.Empty<object>() } };
        return context.Response.WriteAsJsonAsync(problem, options: null, "application/problem+json", context.RequestAborted);
    }

    /// <summary>The frame keeps where the reader was; everything the failed page left behind is dropped.</summary>
    private Task AsPage(HttpContext context, Mishap mishap)
    {
        var left = Frame.Of(context);
        var frame = new Frame { Failed = true, Place = left.Place };
        frame.Navigation.AddRange(left.Navigation);
        context.Features.Set(frame);
        context.Features.Set(new Problems());
        var view = new ViewResult { ViewName = "/Shared/Web/Error.cshtml", ViewData = new ViewDataDictionary<Mishap>(metadata, new ModelStateDictionary()) { Model = mishap } };
        return views.ExecuteAsync(new ActionContext(context, new RouteData(), new ActionDescriptor()), view);
    }
}
