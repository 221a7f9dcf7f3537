using Entente.Bodies;
using Entente.Records.Registers;
using Entente.Records.Views;
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
        services.AddRegisters();
        services.AddSingleton<Desks>();
        services.AddSingleton<DeclaredReading>();
        services.AddSingleton<Comparing>();
        services.AddSingleton<WorkOfRecords>();
        services.AddSingleton<WorkSource>(provider => provider.GetRequiredService<WorkOfRecords>().Of);
        services.AddSingleton<BodyLinks>(provider => (body, t, _) => provider.GetRequiredService<DefinitionCatalogue>().All(body.Code).Any(published => !published.Withdrawn)
            ? [new Crumb(t["records.page.declarations"], $"/bodies/{body.Code}/declarations"), .. Verification(provider, body, t)]
            : []);
    }

    private static IEnumerable<Crumb> Verification(IServiceProvider provider, Body body, Words t) =>
        provider.GetRequiredService<DefinitionCatalogue>().All(body.Code).Any(published => published.Definition.Traits.Certificate is not null) ? [new Crumb(t["records.verify.title"], "/verify")] : [];
}
