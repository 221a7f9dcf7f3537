using Entente.Bodies;
using Entente.Obligations.Calendar;
using Entente.Obligations.Letters;
using Entente.Shared.Jobs;
using Entente.Shared.Layout;
using Entente.Shared.Paper;
using Entente.Shared.Work;

namespace Entente.Obligations;

/// <summary>What the room shows of what is owed: status, differences, letters, calendars.</summary>
public static class StatusPart
{
    public static void AddStatus(this IServiceCollection services)
    {
        services.AddSingleton<StatusReading>().AddSingleton<Changes>().AddSingleton<Assessing.Findings>().AddSingleton<Papers.MeetingPapers>();
        services.AddSingleton<LetterReading>().AddSingleton<Outreach>().AddSingleton<PrintLetters>().AddSingleton<Press>();
        services.AddCalendar();
        services.AddJob<PrintLetters>(Outreach.PrintJob, (print, job, stop) => print.Print(job.Read<PrintLetters.Asked>(), stop));
        services.AddSingleton<BodyLinks>(_ => Links);
        services.AddSingleton<WorkSource>(provider => (person, cancel) => Unanswered(provider, person, cancel));
    }

    public static void MapStatus(this WebApplication app) => app.MapCalendar();

    private static IEnumerable<Crumb> Links(Body body, Shared.Localisation.Words t, Person? reader)
    {
        if (reader?.In(body.Code).Any() == true)
            yield return new Crumb(t["obligations.navigation.status"], $"/bodies/{body.Code}/status");
        if (body.Assessment is not null && reader?.In(body.Code).Any() == true)
            yield return new Crumb(t["obligations.navigation.assessments"], $"/bodies/{body.Code}/assessments");
        if (reader?.In(body.Code).Any() == true)
            yield return new Crumb(t["obligations.navigation.papers"], $"/bodies/{body.Code}/papers");
        if (reader?.May(Right.Serve, body.Code) == true)
            yield return new Crumb(t["obligations.navigation.outreach"], $"/bodies/{body.Code}/outreach");
    }

    // For the party a letter to answer, for the secretariat one that nobody answered or that it wanted to come back to.
    private static async Task<IReadOnlyList<WorkItem>> Unanswered(IServiceProvider provider, Person person, CancellationToken cancel)
    {
        var (bodies, today) = (provider.GetRequiredService<BodyCatalogue>(), DateOnly.FromDateTime(provider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime));
        var work = new List<WorkItem>();
        foreach (var letter in await provider.GetRequiredService<LetterReading>().Waiting(person, today, cancel))
        {
            if (bodies.Find(letter.Body) is not { } body)
                continue;
            var serving = person.May(Right.Serve, body.Code);
            var state = letter.State(body.Today(provider.GetRequiredService<TimeProvider>()));
            if (serving ? state is LetterState.Unanswered or LetterState.FollowUp : letter.Reply is null && (person.May(Right.Submit, body.Code, letter.Party) || person.May(Right.Enter, body.Code, letter.Party)))
                work.Add(new WorkItem(WorkKind.Task, body.Code, letter.Party, serving ? "obligations.letter.work.follow" : "obligations.letter.work.answer",
                    [("subject", letter.Subject), ("party", body.Party(letter.Party)?.Name)], $"/bodies/{body.Code}/letters/{letter.Id}", letter.ReplyBy is { } day ? End(body, day) : null));
        }
        return work;
    }

    private static DateTimeOffset End(Body body, DateOnly day) =>
        new(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(new TimeOnly(23, 59)), TimeZoneInfo.FindSystemTimeZoneById(body.Zone)), TimeSpan.Zero);
}
