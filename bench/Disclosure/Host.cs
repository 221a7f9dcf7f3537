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

/// <summary>
/// The application, and the same with an integrator for which nobody waits, or without a log of readings: only here, to know what
/// waiting and logging cost.
/// </summary>
public static class Host
{
    public const string Word = "host";
    public const string Whole = "whole";
    public const string GoingOn = "going-on";
    public const string Unread = "unread";

    public static async Task Run(string how)
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
        builder.Services.AddSingleton(services => new Integrator(services.GetRequiredService<Database>(), services.GetRequiredService<LogBook>(), services.GetRequiredService<ILogger<Integrator>>()) { IsWaitedFor = how != GoingOn });
        builder.Services.AddSingleton(services => new ReadingLog(services.GetRequiredService<Database>(), services.GetRequiredService<OwnersOf>(), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<ReadingLog>>()) { IsKept = how != Unread });
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
