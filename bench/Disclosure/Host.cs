using Entente.Administration;
using Entente.Bodies;
using Entente.Disclosure;
using Entente.Obligations;
using Entente.Records;
using Entente.Records.Writing;
using Entente.Shared.Data;
using Entente.Shared.Web;
using Entente.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entente.Bench.Disclosure;

/// <summary>The application with an integrator for which nobody waits: only here, to know what waiting costs.</summary>
public static class Host
{
    public const string Word = "host";

    public static async Task Run(bool waiting)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(DisclosureRoom).Assembly.GetName().Name });
        builder.AddShared();
        builder.AddBodies();
        builder.AddPeople();
        builder.AddSignIn();
        builder.AddRegistration();
        builder.AddDisclosure();
        builder.AddRecords();
        builder.AddObligations();
        builder.AddAdministration();
        builder.Services.AddSingleton(services => new Integrator(services.GetRequiredService<Database>(), services.GetRequiredService<LogBook>(), services.GetRequiredService<ILogger<Integrator>>()) { IsWaitedFor = waiting });
        await using var app = builder.Build();
        app.UseShared();
        app.UseSignIn();
        app.UseBodies();
        app.UseDisclosure();
        app.UseRecords();
        app.MapStatus();
        await app.RunAsync();
    }
}
