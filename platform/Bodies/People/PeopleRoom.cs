using Entente.Shared.Jobs;
using Entente.Shared.Work;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Entente.Bodies;

/// <summary>People and posts, as a part of the room of bodies.</summary>
public static class PeopleRoom
{
    public static void AddPeople(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<People>();
        services.AddSingleton<UnendedPosts>();
        services.AddSingleton<DemonstrationPeople>();
        services.AddSingleton<Places>();
        services.AddSingleton<Holders>();
        services.AddSingleton<PostNames>();
        services.AddSingleton<PostMail>();
        services.AddSingleton<Departures>();
        services.AddSingleton<Appointments>();
        services.AddSingleton<WorkSource>(provider => new WaitingPosts(provider.GetRequiredService<Holders>()).For);
        services.Configure<RazorPagesOptions>(options => options.Conventions.AddPageRoute("/Bodies/People/GiveAPost", "/bodies/{code}/people/{id:guid}/hand-over"));
        services.AddJob<Reconfirmation>("reconfirm-posts", (reconfirmation, _, stop) => reconfirmation.Run(stop));
        services.AddTimetable("reconfirm-posts", Schedule.At("40 5 * * *"), "reconfirm-posts");
    }
}
