using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Entente.Shared.Work;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Entente.Bodies;

/// <summary>People and posts, as a part of the room of bodies.</summary>
public static class PeopleRoom
{
    // What is held here about a person, for that person.
    private static readonly (string, string)[] Own =
    [
        ("profile", "select name, email, language, zone, created_at, left_at from bodies.person where id = @person"),
        ("posts", "select h.body, h.party, h.post, lower(h.period) as from_day, upper(h.period) as until_day, h.granted_at, h.confirmed_at, h.ended_why from bodies.holding h where h.person = @person order by h.period"),
        ("posts-steps", "select at, side, post, act, note from bodies.holding_step where person = @person order by at"),
    ];

    public static void AddPeople(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<People>();
        services.AddSingleton<HeldAbout>(provider => (person, cancel) => HeldParts.Read(provider.GetRequiredService<Database>(), person, Own, cancel));
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
