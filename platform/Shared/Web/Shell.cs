using System.IO.Compression;
using Entente.Shared.Assets;
using Entente.Shared.Data;
using Entente.Shared.Layout;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Entente.Shared.Web;

/// <summary>What surrounds every page: headers, files, compression, helpful errors.</summary>
public static class Shell
{
    public static void AddShell(this WebApplicationBuilder builder, Settings settings)
    {
        var services = builder.Services;
        services.AddSingleton<AssetPaths>();
        services.AddSingleton<ThisInstallation>();
        services.AddSingleton<KnownPages>();
        services.AddSingleton<FormOwners>();
        services.AddScoped<Surroundings>();
        services.Configure<KestrelServerOptions>(options => options.AddServerHeader = false);
        services.AddResponseCompression(options =>
        {
            // Compression over TLS leaks secrets that stand beside text an attacker chooses; the only secret in our
            // pages is the antiforgery token, which is encrypted anew for every answer.
            options.EnableForHttps = true;
            options.Providers.Add<PageBrotli>();
            options.Providers.Add<GzipCompressionProvider>();
            options.MimeTypes = ["text/html", "text/plain", "text/csv", "application/json", "application/problem+json", "image/svg+xml"];
        });
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        services.AddAntiforgery(options =>
        {
            options.FormFieldName = FormOwners.TokenField;
            options.Cookie.Name = settings.Secure ? "__Host-form" : "form";
            options.Cookie.SecurePolicy = settings.Secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            options.SuppressXFrameOptionsHeader = true;
        });
        services.Configure<KestrelServerOptions>(options => options.Limits.MaxRequestBodySize = Limits.Body);
        services.Configure<FormOptions>(options =>
        {
            options.ValueCountLimit = Limits.Fields;
            options.ValueLengthLimit = Limits.FieldLength;
            options.MultipartBodyLengthLimit = Limits.File;
        });
        services.Configure<MvcOptions>(options =>
        {
            options.MaxModelBindingCollectionSize = Limits.Fields;
            options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
        });
        // A proxy on this machine may say who asked and that it was over TLS; others are not believed.
        services.Configure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
    }

    public static void UseShell(this WebApplication app)
    {
        app.UseForwardedHeaders();
        if (app.Services.GetRequiredService<Settings>().Secure)
            app.Use((context, next) =>
            {
                // People arrive over TLS, which ends at the proxy, whether or not the proxy says so.
                context.Request.Scheme = "https";
                return next(context);
            });
        app.UseSecurityHeaders();
        app.UseAssets();
        app.UseResponseCompression();
        app.UseMiddleware<HelpfulErrors>();
        // Here rather than where the framework would put it, so that its own failures are explained too.
        app.UseRouting();
        app.UseMiddleware<GuardedForms>();
    }

    public static void MapShell(this WebApplication app)
    {
        app.MapSecurityContact();
    }
}
