using Entente.Shared.Web;

namespace Entente.Records.Files;

/// <summary>Where attachments are kept and who looks at them for viruses.</summary>
/// <param name="Folder">Outside what the web server shows; with several nodes a folder they share.</param>
/// <param name="Scanner">The socket of ClamAV: a path, or a host and port; null where there is none.</param>
/// <param name="QuotaOfParty">How many bytes the files of one party in one body may have together.</param>
public sealed record FileSettings(string Folder, string? Scanner, long QuotaOfParty)
{
    public const long LargestFile = 1L << 30;

    private const long Gigabyte = 1L << 30;

    public static FileSettings From(IConfiguration configuration, Settings settings)
    {
        var quota = configuration["ENTENTE_FILES_QUOTA_GB"];
        if (string.IsNullOrWhiteSpace(quota))
            quota = "50";
        return int.TryParse(quota, System.Globalization.NumberStyles.None, provider: null, out var gigabytes) && gigabytes > 0
            ? new FileSettings(Path.GetFullPath(Or(configuration["ENTENTE_FILES"], Path.Combine(settings.Folder, "files"))), Or(configuration["ENTENTE_CLAMAV"], null), gigabytes * Gigabyte)
            : throw new SettingsRefused([$"ENTENTE_FILES_QUOTA_GB is “{quota}”, which is no whole number of gigabytes from 1"]);
    }

    private static string Or(string? set, string? otherwise) => string.IsNullOrWhiteSpace(set) ? otherwise! : set.Trim();
}
