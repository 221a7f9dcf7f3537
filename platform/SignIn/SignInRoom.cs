using System.Globalization;
using Entente.Bodies;
using Entente.Shared.Jobs;
using Entente.Shared.Localisation;
using Entente.Shared.Web;
using Entente.Shared.Work;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn;

/// <summary>The door: who may come in, who is in.</summary>
public static class SignInRoom
{
    public const string StayRoute = "/sign-in/stay";

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(SignInSettings.From(builder.Configuration));
        services.AddSingleton<Sessions>().AddSingleton<KeptForms>().AddSingleton<Unfinished>().AddSingleton<Attempts>();
        services.AddSingleton<DoorLog>().AddSingleton<DoorMail>().AddSingleton<Tickets>().AddSingleton<Credentials>().AddSingleton<AccountWays>().AddSingleton<ProgramKeys>();
        services.AddSingleton<Entrance>().AddSingleton<Enrolling>().AddSingleton<RecoveryAsks>().AddSingleton<Recoveries>().AddSingleton<DemonstrationDoor>();
        services.AddScoped<PasswordEntrance>().AddScoped<PasskeyEntrance>().AddScoped<DelegateSignatures>();
        services.AddSingleton<LanguageChosen>(Remember);
        services.AddSingleton<WorkSource>(provider => provider.GetRequiredService<Recoveries>().Work);
        services.Configure<MvcOptions>(options => options.Filters.Add<ExpiredForms>());
        AddIdentity(services);
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, SignInAuthenticationHandler>(IdentityConstants.ApplicationScheme, options => options.ForwardDefaultSelector = KeyAuthenticationHandler.Select)
            .AddScheme<AuthenticationSchemeOptions, KeyAuthenticationHandler>(KeyAuthenticationHandler.Name, null);
        services.AddAuthorizationBuilder().SetFallbackPolicy(NobodyUnlessSaid);
        services.AddJob<RecoveryAsks>(RecoveryAsks.Job, (asks, job, stop) => asks.PassOn(job, stop));
        services.AddJob<Tidy>("tidy-door", (tidy, _, stop) => tidy.Forget(stop));
        services.AddTimetable("tidy-door", Schedule.At("7 4 * * *"), "tidy-door");
    }

    /// <summary>After the shell and before the pages.</summary>
    public static void UseSignIn(this WebApplication app)
    {
        app.UseAuthentication();
        app.Use(KeyAuthenticationHandler.Narrow);
        app.UseAuthorization();
        app.Map(DemonstrationDoor.Route, DemonstrationDoor.SignIn).AllowAnonymous();
        app.MapGet(StayRoute, Stay).RequireAuthorization();
    }

    // Whatever does not say who may call it is called by nobody. An address without anything behind it stays a 404.
    private static AuthorizationPolicy NobodyUnlessSaid { get; } = new AuthorizationPolicyBuilder()
        .RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint)
        .Build();

    private static void AddIdentity(IServiceCollection services)
    {
        services.AddSingleton<NobodysPassword>();
        services.AddIdentityCore<Account>().AddUserStore<AccountStore>().AddPasswordValidator<Passwords>();
        // Ours is the only word on passwords: length, not composition.
        services.Remove(services.First(service => service.ImplementationType == typeof(PasswordValidator<Account>)));
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = Passwords.Hashing.IterationCount);
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<Site>((options, site) =>
        {
            options.ServerDomain = site.Name;
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
            options.AttestationConveyancePreference = "none";
            options.ValidateOrigin = origin => ValueTask.FromResult(origin.Origin == site.Origin && !origin.CrossOrigin);
        });
    }

    // Asking is using: the session lasts on.
    private static IResult Stay(HttpContext context)
    {
        var ends = context.Features.GetRequiredFeature<Shared.Layout.SessionEnd>().At;
        return Results.Json(new { ends = ends.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) });
    }

    private static Task Remember(HttpContext context, Language language) =>
        context.Features.Get<Person>() is { } me
            ? context.RequestServices.GetRequiredService<People>().ChooseLanguage(me.Id, language.Code, context.RequestAborted)
            : Task.CompletedTask;
}
