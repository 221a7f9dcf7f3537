using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Shared.Jobs;
using Entente.Shared.Layout;
using Entente.Shared.Work;

namespace Entente.Records.Notices;

/// <summary>What notices have beside other records: a list with what is unread first, marks of readers, replies, a letter that something waits.</summary>
public static class NoticesPart
{
    private const int Most = 20;

    public static void AddNotices(this IServiceCollection services)
    {
        services.AddSingleton<NoticeReading>().AddSingleton<NoticeMail>();
        services.AddJob<NoticeMail>(NoticeMail.Job, (mail, _, stop) => mail.Tell(stop));
        services.AddTimetable(NoticeMail.Job, Schedule.At("7 * * * *"), NoticeMail.Job);
        services.AddSingleton<BodyLinks>(provider => (body, t, _) => HasNotices(provider, body) ? [new Crumb(t["records.notice.list"], $"/bodies/{body.Code}/notices")] : []);
        services.AddSingleton<WorkSource>(provider => (person, cancel) => Unread(provider, person, cancel));
    }

    public static void MapNotices(this WebApplication app) => app.MapPost("/api/{body}/{definition}/{id:guid}/replies", ReplyEndpoint.Reply).AllowAnonymous().DisableAntiforgery();

    private static bool HasNotices(IServiceProvider provider, Body body) => provider.GetRequiredService<DefinitionCatalogue>().All(body.Code).Any(published => published.Definition.Kind == DefinitionKind.Notice);

    private static async Task<IReadOnlyList<WorkItem>> Unread(IServiceProvider provider, Person person, CancellationToken cancel)
    {
        var (bodies, notices) = (provider.GetRequiredService<BodyCatalogue>(), provider.GetRequiredService<NoticeReading>());
        var work = new List<WorkItem>();
        foreach (var code in person.Holdings.Select(holding => holding.Body).Distinct(StringComparer.Ordinal))
            if (bodies.Find(code) is { } body && HasNotices(provider, body))
                foreach (var notice in await notices.Unread(person, code, Most, cancel))
                    work.Add(new WorkItem(WorkKind.Message, code, null, notice.IsNew ? "records.notice.work.new" : "records.notice.work.changed", [("title", notice.Title ?? "")], $"/bodies/{code}/{notice.Definition}/{notice.Id}/view/notice", notice.ReplyBy));
        return work;
    }
}
