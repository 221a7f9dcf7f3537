using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Entente.Shared.Web;

/// <summary>
/// What reaches a page is something the page takes, in a form that can be read: left to itself the framework shows the
/// page to a wrong method as if nothing had been sent, and answers a form it cannot read with an empty 400.
/// </summary>
public sealed class GuardedForms(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (HoldsNul(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var page = context.GetEndpoint()?.Metadata.GetMetadata<CompiledPageActionDescriptor>();
        var method = context.Request.Method;
        if (page is null || HttpMethods.IsGet(method) || HttpMethods.IsHead(method))
        {
            await next(context);
            return;
        }
        if (await Refusal(context, page) is not { } status)
        {
            await next(context);
            return;
        }
        context.Response.StatusCode = status;
        if (status == StatusCodes.Status405MethodNotAllowed)
            context.Response.Headers.Allow = string.Join(", ", page.HandlerMethods.Select(handler => handler.HttpMethod.ToUpperInvariant()).Append("GET").Append("HEAD").Distinct());
    }

    private static async Task<int?> Refusal(HttpContext context, CompiledPageActionDescriptor page)
    {
        var request = context.Request;
        if (!page.HandlerMethods.Any(handler => handler.HttpMethod.Equals(request.Method, StringComparison.OrdinalIgnoreCase)))
            return StatusCodes.Status405MethodNotAllowed;
        if (request.ContentLength is null or 0 && request.ContentType is null)
            return null;
        if (!request.HasFormContentType)
            return StatusCodes.Status415UnsupportedMediaType;
        if (request.ContentLength > (context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? Limits.Body))
            return StatusCodes.Status413PayloadTooLarge;
        return await Unreadable(request, context.RequestAborted);
    }

    // No person types one, and PostgreSQL keeps no text that holds one.
    private static bool HoldsNul(HttpRequest request) =>
        HoldsNul(request.Path.Value) || (request.QueryString.HasValue && request.Query.Any(entry => entry.Value.Any(HoldsNul)));

    private static bool HoldsNul(string? text) => text?.Contains('\0') == true;

    private static async Task<int?> Unreadable(HttpRequest request, CancellationToken cancel)
    {
        try
        {
            var form = await request.ReadFormAsync(cancel);
            return form.Any(field => field.Value.Any(HoldsNul)) ? StatusCodes.Status400BadRequest : null;
        }
        catch (BadHttpRequestException error)
        {
            return error.StatusCode;
        }
        catch (InvalidDataException error)
        {
            // The framework tells its limits from broken forms only in words.
            return error.Message.Contains("limit", StringComparison.Ordinal) ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest;
        }
        catch (IOException) when (!cancel.IsCancellationRequested)
        {
            return StatusCodes.Status400BadRequest;
        }
    }
}

/// <summary>How much a page takes. A form of 100 rows by 100 fields and a file of 28 MB pass.</summary>
public static class Limits
{
    public const long Body = 30_000_000;
    public const long File = 28_000_000;
    public const int Fields = 20_000;
    public const int FieldLength = 1_000_000;
}
