using System.IO.Compression;
using Entente.Shared.Assets;
using Entente.Shared.Data;
using Entente.Shared.Layout;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Entente.Shared.Web;

/// <summary>What surrounds every page: headers, files, compression, helpful errors.</summary>
public static class Shell
{
    public static void AddShell(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<AssetPaths>();
        services.AddSingleton<ThisInstallation>();
        services.AddSingleton<KnownPages>();
        services.AddScoped<Surroundings>();
        services.Configure<KestrelServerOptions>(options => options.AddServerHeader = false);
        services.AddResponseCompression(options =>
        {
            // Compression over TLS leaks secrets that stand beside text an attacker chooses; the only secret in our
            // pages is the antiforgery token, which is encrypted anew for every answer.
            options.EnableForHttps = true;
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
            options.MimeTypes = ["text/html", "text/plain", "text/csv", "application/json", "application/problem+json", "image/svg+xml"];
        });
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        // A proxy on this machine may say who asked and that it was over TLS; others are not believed.
        services.Configure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
    }

    public static void UseShell(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseAssets();
        app.UseResponseCompression();
    }

    public static void MapShell(this WebApplication app)
    {
        app.MapSecurityContact();
    }
}
