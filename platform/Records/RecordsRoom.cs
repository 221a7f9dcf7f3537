using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Api;
using Entente.Records.Cases;
using Entente.Records.Certificates;
using Entente.Records.Drafts;
using Entente.Records.Examples;
using Entente.Records.Files;
using Entente.Records.Mirrors;
using Entente.Records.Notices;
using Entente.Records.Pages;
using Entente.Records.Reading;
using Entente.Records.Receipts;
using Entente.Records.Writing;
using Entente.Records.Unions;
using Entente.Shared.Data;

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
        services.AddSingleton<CalledLabel>(Owners.Called);
        services.AddSingleton<Duties>();
        services.AddSingleton<Declared>();
        services.AddSingleton<ReadersOf>();
        services.AddSingleton<OwnersOf>(services => (connection, asked, cancel) => Owners.Of(connection, asked, services.GetRequiredService<TimeProvider>().GetUtcNow(), cancel));
        services.AddSingleton<TryExamples>(_ => loaded => [.. ExampleCheck.Told(loaded.Body!, loaded.Definitions, loaded.Examples)]);
        services.AddSingleton<HeldAbout>(services => (person, cancel) => Signed(services.GetRequiredService<People>(), services.GetRequiredService<Readings>(), person, cancel));
        services.AddDrafts();
        services.AddRecordPages();
        services.AddCertificates();
        services.AddCases();
        services.AddNotices();
        services.AddUnions();
        services.AddMirrors();
        builder.AddApi();
        builder.AddFiles();
        services.AddReceipts();
    }

    // References alone: what was declared belongs to the party.
    private static async Task<IReadOnlyList<Held>> Signed(People people, Readings readings, Guid id, CancellationToken cancel) =>
        await people.Find(id, cancel) is not { } person ? [] : await readings.As(person, Showing.Nothing("references to what they sent themselves"), async connection => (IReadOnlyList<Held>)
        [
            await HeldParts.Ask(connection, id, "statements-sent", "select s.body, s.definition, s.party, v.statement, v.number as version, v.made_at from records.version v join records.statement s on s.id = v.statement where v.made_by = @person order by v.made_at", cancel),
            await HeldParts.Ask(connection, id, "steps-taken", "select e.statement, e.step, e.at, e.reason from records.event e where e.by = @person order by e.at", cancel),
        ], cancel);

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
