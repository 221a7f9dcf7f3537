using Microsoft.Net.Http.Headers;

namespace Entente.Shared.Assets;

/// <summary>Answers <c>/assets/…</c> before anything else is asked: no session, no database, no compression at run time.</summary>
public static class AssetServing
{
    public static void UseAssets(this WebApplication app)
    {
        var assets = app.Services.GetRequiredService<AssetPaths>();
        // Read now: a checkout without built style and script is refused at the start, not page by page.
        _ = assets["entente.css"];
        app.Use((context, next) =>
        {
            if (context.Request.Path == "/favicon.ico")
                return Serve(context, assets.Find(assets["mark.svg"]["/assets/".Length..]), TimeSpan.FromDays(1));
            // Its address is the same in every version, for the browser looks there for the next.
            if (context.Request.Path == "/offline.js")
                return Serve(context, assets.Find(assets["offline.js"]["/assets/".Length..]), TimeSpan.Zero);
            if (context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal, out var name) && name.HasValue)
                return Serve(context, assets.Find(name.Value![1..]), TimeSpan.FromDays(365));
            return next(context);
        });
    }

    private static async Task Serve(HttpContext context, Asset? asset, TimeSpan lifetime)
    {
        var response = context.Response;
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            response.Headers.Allow = "GET, HEAD";
            await Refuse(response, StatusCodes.Status405MethodNotAllowed, "Only GET and HEAD.\n");
            return;
        }
        if (asset is null)
        {
            await Refuse(response, StatusCodes.Status404NotFound, "No such file in this version.\n");
            return;
        }
        var (encoding, bytes) = Choose(context.Request, asset);
        if (encoding is not null)
            response.Headers.ContentEncoding = encoding;
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        response.Headers.CacheControl = lifetime == TimeSpan.Zero ? "no-cache" : $"public, max-age={lifetime.TotalSeconds:0}" + (lifetime.TotalDays > 1 ? ", immutable" : "");
        response.ContentType = asset.ContentType;
        response.ContentLength = bytes.Length;
        if (HttpMethods.IsGet(context.Request.Method))
            await response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static (string? Encoding, byte[] Bytes) Choose(HttpRequest request, Asset asset)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        bool Accepts(string encoding) => accepted.Any(one => one.Value == encoding && one.Quality is null or > 0);
        return Accepts("br") ? ("br", asset.Brotli) : Accepts("gzip") ? ("gzip", asset.Gzip) : (null, asset.Plain);
    }

    private static Task Refuse(HttpResponse response, int status, string why)
    {
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        return response.WriteAsync(why);
    }
}
