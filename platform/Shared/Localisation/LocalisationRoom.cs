using System.Globalization;
using Entente.Bodies;
using Microsoft.Extensions.Primitives;

namespace Entente.Shared.Localisation;

/// <summary>
/// The zone of the body whose page is asked for, set as a feature of the request by the page. It counts for
/// whoever has chosen no zone of their own.
/// </summary>
public sealed record BodyZone(string Id);

/// <summary>Told when somebody chooses a language; a room that keeps it registers one.</summary>
public delegate Task LanguageChosen(HttpContext context, Language language);

public static class LocalisationRoom
{
    /// <summary>Under TLS the name makes the browser itself refuse one that a neighbouring host planted.</summary>
    public static string Cookie(HttpRequest request) => request.IsHttps ? "__Host-language" : "language";

    public static IServiceCollection AddLocalisation(this IServiceCollection services)
    {
        // Nothing is shown through the culture of the process: a server's own must not decide how a number reads.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        services.AddHttpContextAccessor();
        services.AddSingleton(provider => Texts.Load(
            typeof(Texts).Assembly,
            pseudo: provider.GetRequiredService<IHostEnvironment>().IsDevelopment(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Texts>>()));
        services.AddScoped(WordsOfRequest);
        return services;
    }

    /// <summary>Tells caches and programs in which language a page is; stands before whatever writes pages.</summary>
    public static WebApplication UseLocalisation(this WebApplication app)
    {
        app.Services.GetRequiredService<Texts>();
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                if (context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) is true)
                {
                    context.Response.Headers.ContentLanguage = context.RequestServices.GetRequiredService<Words>().Language.Code;
                    context.Response.Headers.Vary = StringValues.Concat(context.Response.Headers.Vary, "Accept-Language, Cookie");
                }
                return Task.CompletedTask;
            });
            return next(context);
        });
        return app;
    }

    private static Words WordsOfRequest(IServiceProvider services)
    {
        var texts = services.GetRequiredService<Texts>();
        var request = services.GetRequiredService<IHttpContextAccessor>().HttpContext;
        if (request is null)
            return texts.WordsIn(Language.English.Code);
        // Who asks is known before any page is reached; whose page it is, only in the page: hence the zone is looked up late.
        var language = LanguageOfRequest.Choose(texts.Languages, request.Request.Cookies[Cookie(request.Request)], request.Features.Get<Person>()?.Language, request.Request.Headers.AcceptLanguage);
        return texts.For(language, () => Zones.Resolve(request.Features.Get<Person>()?.Zone, request.Features.Get<BodyZone>()?.Id));
    }
}
