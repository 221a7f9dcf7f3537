using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Entente.Shared.Localisation;

/// <summary>
/// What is known about whoever asks, set as a feature of the request by the room that knows it (sign-in for the
/// person's own, a body's pages for the body's zone), before the first text is needed.
/// </summary>
public sealed record Preferences(string? Language = null, string? Zone = null, string? BodyZone = null);

/// <summary>Told when somebody chooses a language; a room that keeps it registers one.</summary>
public delegate Task LanguageChosen(HttpContext context, Language language);

public static class LocalisationRoom
{
    public const string Cookie = "language";

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
        var known = request.Features.Get<Preferences>();
        var language = LanguageOfRequest.Choose(texts.Languages, request.Request.Cookies[Cookie], known?.Language, request.Request.Headers.AcceptLanguage);
        return texts.WordsIn(language.Code, known?.Zone, known?.BodyZone);
    }
}
