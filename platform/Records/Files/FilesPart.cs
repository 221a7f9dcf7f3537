using Entente.Disclosure;
using Entente.Shared.Jobs;
using Entente.Shared.Web;

namespace Entente.Records.Files;

/// <summary>What the room of records has for attachments.</summary>
internal static class FilesPart
{
    public static void AddFiles(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(provider => FileSettings.From(builder.Configuration, provider.GetRequiredService<Settings>()));
        services.AddSingleton<ProtectionSource>(provider => _ => ValueTask.FromResult(Protection(provider.GetRequiredService<FileSettings>())));
        services.AddSingleton<FileFolder>();
        services.AddSingleton<Uploads>();
        services.AddSingleton<Scanner>();
        services.AddSingleton<FilesEndpoint>();
        services.AddSingleton<PlainUpload>();
        services.AddJob<Scanner>(Uploads.ScanJob, (scanner, job, stop) => scanner.Scan(job.Read<Scanning>().Id, stop));
        services.AddJob<Uploads>("tidy-files", (uploads, _, stop) => uploads.Tidy(stop));
        services.AddTimetable("tidy-files", Schedule.At("37 * * * *"), "tidy-files");
    }

    private static IReadOnlyList<ProtectionFact> Protection(FileSettings settings) =>
    [
        settings.Scanner is null
            ? new(ProtectionQuestion.Files, Protected.No, "protection.files.not-scanned")
            : new(ProtectionQuestion.Files, Protected.Yes, "protection.files.scanned"),
        new(ProtectionQuestion.Files, Protected.Yes, "protection.files.looked-at", ("megabytes", (int)(FileSettings.LargestFile >> 20)), ("gigabytes", (int)(settings.QuotaOfParty >> 30))),
    ];

    private sealed record Scanning(Guid Id);
}
