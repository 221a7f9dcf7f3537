using Entente.Shared.Jobs;

namespace Entente.Obligations;

/// <summary>What is due, whether it came, and who is told.</summary>
public static class ObligationsRoom
{
    public static void AddObligations(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<Sweeping>().AddSingleton<Concerned>().AddSingleton<Follower>().AddSingleton<GoingThrough>().AddSingleton<Reminding>();
        services.AddStatus();
        services.AddSingleton<Owed>().AddSingleton<WhyOwed>().AddSingleton<Delegating>();
        services.AddHostedService<Following>();
        services.AddJob<GoingThrough>(GoingThrough.Job, (going, job, stop) => going.Run(job, stop));
        services.AddJob<GoingThrough>(GoingThrough.Look, (going, _, stop) => going.LookAfter(stop));
        services.AddTimetable(GoingThrough.Look, Schedule.At("7 * * * *"), GoingThrough.Look);
        services.AddJob<Reminding>(Reminding.Job, (reminding, _, stop) => reminding.Run(stop));
        services.AddTimetable(Reminding.Job, Schedule.At("12 * * * *"), Reminding.Job);
    }
}
