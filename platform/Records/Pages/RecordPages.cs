using Entente.Bodies;
using Entente.Records.Maps;
using Entente.Records.Registers;
using Entente.Records.Sent;
using Entente.Records.Views;
using Entente.Shared.Jobs;
using Entente.Shared.Layout;
using Entente.Shared.Localisation;
using Entente.Shared.Work;

namespace Entente.Records.Pages;

/// <summary>The pages that follow from definitions.</summary>
public static class RecordPages
{
    public static void AddRecordPages(this IServiceCollection services)
    {
        services.AddSingleton<FiledStatements>();
        services.AddSingleton<PlaceReading>();
        services.AddRegisters();
        services.AddSingleton<Desks>();
        services.AddSingleton<DeclaredReading>();
        services.AddSingleton<Comparing>();
        services.AddSingleton<Copies>();
        services.AddSingleton<Understanding>();
        services.AddSingleton<Sending>();
        services.AddJob<Sending>("tidy-sent-files", (sending, _, stop) => sending.Tidy(stop));
        services.AddTimetable("tidy-sent-files", Schedule.At("47 3 * * *"), "tidy-sent-files");
        services.AddSingleton<WorkOfRecords>();
        services.AddSingleton<OpenDraftCount>();
        services.AddSingleton<CountOpenDrafts>(provider => provider.GetRequiredService<OpenDraftCount>().Of);
        services.AddSingleton<WorkSource>(provider => provider.GetRequiredService<WorkOfRecords>().Of);
        services.AddSingleton<BodyLinks>(provider => (body, t, _) => provider.GetRequiredService<DefinitionCatalogue>().All(body.Code).Count > 0
            ? [new Crumb(t["records.page.declarations"], $"/bodies/{body.Code}/declarations"), .. Verification(provider, body, t)]
            : []);
    }

    private static IEnumerable<Crumb> Verification(IServiceProvider provider, Body body, Words t) =>
        provider.GetRequiredService<DefinitionCatalogue>().All(body.Code).Any(published => published.Definition.Traits.Certificate is not null) ? [new Crumb(t["records.verify.title"], "/verify")] : [];
}
