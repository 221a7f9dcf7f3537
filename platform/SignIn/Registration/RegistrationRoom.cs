using Entente.Shared.Jobs;
using Entente.Shared.Work;
using Entente.SignIn.Registration;

namespace Entente.SignIn;

/// <summary>How people come to have a post: they ask, or they are invited.</summary>
public static class RegistrationRoom
{
    public static void AddRegistration(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<PrivateLinks>().AddSingleton<Welcome>().AddSingleton<FirstAdministrator>();
        services.AddSingleton<Requests>().AddSingleton<RequestLists>().AddSingleton<RequestMail>();
        services.AddSingleton<Invitations>().AddSingleton<InvitationMail>();
        services.AddSingleton<WorkSource>(provider => provider.GetRequiredService<RequestLists>().Work);
        services.AddJob<Requests>("daily-registration", (requests, _, stop) => requests.Daily(stop));
        services.AddTimetable("daily-registration", Schedule.At("20 5 * * *"), "daily-registration");
    }
}
