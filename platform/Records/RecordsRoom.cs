using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Api;
using Entente.Records.Cases;
using Entente.Records.Certificates;
using Entente.Records.Drafts;
using Entente.Records.Examples;
using Entente.Records.Files;
using Entente.Records.Notices;
using Entente.Records.Pages;
using Entente.Records.Reading;
using Entente.Records.Receipts;
using Entente.Records.Writing;
using Entente.Records.Unions;

namespace Entente.Records;

/// <summary>What is declared: the one way to write it and the ways to read it.</summary>
public static class RecordsRoom
{
    public static void AddRecords(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<Audiences>();
        services.AddSingleton<Reviews>();
        services.AddSingleton<Door>();
        services.AddSingleton<Together>();
        services.AddSingleton<Integrator>();
        services.AddHostedService(services => services.GetRequiredService<Integrator>());
        services.AddSingleton<Readings>();
        services.AddSingleton<OwnersOf>(services => (connection, asked, cancel) => Owners.Of(connection, asked, services.GetRequiredService<TimeProvider>().GetUtcNow(), cancel));
        services.AddSingleton<TryExamples>(_ => loaded => [.. ExampleCheck.Told(loaded.Body!, loaded.Definitions, loaded.Examples)]);
        services.AddDrafts();
        services.AddRecordPages();
        services.AddCertificates();
        services.AddCases();
        services.AddNotices();
        services.AddUnions();
        builder.AddApi();
        builder.AddFiles();
        services.AddReceipts();
    }

    public static void UseRecords(this WebApplication app)
    {
        app.MapApi();
        app.MapSubmissions();
        CellsEndpoint.Map(app);
        FilesEndpoint.Map(app);
        app.MapCertificates();
        app.MapCases();
        app.MapNotices();
        app.MapUnions();
        app.MapReceipts();
    }
}
