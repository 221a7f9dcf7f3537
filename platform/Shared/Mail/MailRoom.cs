using Entente.Shared.Jobs;
using Entente.Shared.Web;

namespace Entente.Shared.Mail;

public static class MailRoom
{
    public static void AddMail(this IServiceCollection services)
    {
        services.AddSingleton<Outbox>();
        services.AddSingleton(provider => provider.GetRequiredService<Settings>().Mail);
        services.AddJob<Post>(Outbox.Kind, (post, job, stop) => post.Send(job, stop));
        services.AddJob<Post>("tidy-mail", (post, _, stop) => post.Forget(stop));
        services.AddTimetable("tidy-mail", Schedule.At("37 3 * * *"), "tidy-mail");
    }
}
